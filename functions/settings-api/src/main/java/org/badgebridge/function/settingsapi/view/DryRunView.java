package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.Count;

import java.util.List;

/// What a bulk call would do, without doing anything: how many there are (`more` when counting
/// stopped before the end), and the first of them.
public record DryRunView<T>(boolean dryRun, long count, boolean more, List<T> items) {

    /// One certificate: `push` with the templates that have a rule for it, `earns_nothing`,
    /// `not_held` (it was taken back) or `unknown`.
    public record CertificateLine(String id, String result, List<String> templates) {}

    public static <T> DryRunView<T> of(Count count, List<T> first) {
        return new DryRunView<>(true, count.count(), count.more(), first);
    }
}
