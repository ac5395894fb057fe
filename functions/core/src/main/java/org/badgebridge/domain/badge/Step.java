package org.badgebridge.domain.badge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What is to be done with a badge next. Decided by [NextStep].
public sealed interface Step {

    /// Nothing to do; wanted and have agree, or a person has the word.
    record Nothing() implements Step {}

    /// Not yet; `reason` tells a person what is waited for.
    record Wait(Instant until, String reason) implements Step {}

    /// Held until what `reason` names is released.
    record Held(Hold reason) implements Step {}

    /// Another badge of ours still wants the provider badge: let go of it without revoking.
    record GiveUp(String providerBadgeId) implements Step {}

    /// It expired: write that down.
    record Expire() implements Step {}

    /// A call to the provider, to be claimed first.
    sealed interface Call extends Step {

        Kind kind();

        /// The provider badge it aims at.
        @Nullable String target();
    }

    record LookUp(Doubt doubt) implements Call {
        @Override
        public Kind kind() {
            return Kind.LOOK_UP;
        }

        @Override
        public @Nullable String target() {
            return doubt.target();
        }
    }

    record Issue(Wanted.Terms terms) implements Call {
        @Override
        public Kind kind() {
            return Kind.ISSUE;
        }

        @Override
        public @Nullable String target() {
            return null;
        }
    }

    record Replace(String target, Wanted.Terms terms) implements Call {
        @Override
        public Kind kind() {
            return Kind.REPLACE;
        }
    }

    /// Shows the learner what was made and is not published.
    record Publish(String target) implements Call {
        @Override
        public Kind kind() {
            return Kind.PUBLISH;
        }
    }

    record Revoke(String target) implements Call {
        @Override
        public Kind kind() {
            return Kind.REVOKE;
        }
    }

    /// The kinds of calls, as stored and shown.
    enum Kind {
        LOOK_UP("look-up"),
        ISSUE("issue"),
        REPLACE("replace"),
        PUBLISH("publish"),
        REVOKE("revoke");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
