package org.badgebridge.function.settingsapi.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a chunk of a file came to. `id` is its import's, and `job` how far that is; neither is
/// there after a dry run. `knownLearners` of those that good rows name are known already.
public record ChunkView(
        @Nullable String id,
        boolean dryRun,
        int rows,
        int good,
        int bad,
        int knownLearners,
        List<BadRow> badRows,
        @Nullable JobView job) {

    /// One thing that is wrong with a row, as the file counts them: where, and what would be right.
    public record BadRow(int row, @Nullable String column, String remedy) {}
}
