package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.Imports.Chunk;
import org.badgebridge.port.Imports.Import;
import org.badgebridge.port.Jobs.Job;

import java.util.List;
import java.util.Optional;

/// A file that is being imported, as far as it has come in. `chunks` are the numbers of those that
/// are there; none any more when the job has ended.
public record ImportView(String id, int rows, boolean whole, List<Integer> chunks, JobView job) {

    public static ImportView of(Job job, Optional<Import> file, List<Chunk> chunks) {
        return new ImportView(
                job.id(),
                file.map(Import::rows).orElse(0),
                file.filter(Import::whole).isPresent(),
                chunks.stream().map(Chunk::number).toList(),
                JobView.of(job));
    }
}
