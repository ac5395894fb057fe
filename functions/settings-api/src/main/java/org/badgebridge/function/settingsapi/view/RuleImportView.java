package org.badgebridge.function.settingsapi.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What became of rules that were brought along, in their order.
public record RuleImportView(List<ItemView> items) {

    public RuleImportView {
        items = List.copyOf(items);
    }

    /// What a rule is to those that are there; `problem` says why one is refused.
    public record ItemView(@Nullable String id, String verdict, @Nullable String problem) {

        public static ItemView taken(String id, Verdict verdict) {
            return new ItemView(id, verdict.word(), null);
        }

        public static ItemView refused(@Nullable String id, String problem) {
            return new ItemView(id, Verdict.REFUSED.word(), problem);
        }
    }

    /// What a rule is to those that are there.
    public enum Verdict {
        NEW("new"),
        CHANGED("changed"),
        SAME("same"),
        REFUSED("refused");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
