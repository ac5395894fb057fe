package org.badgebridge.function.settingsapi.view;

import java.util.List;

/// A place in the data of events that were seen, what is there mostly, and how many of them had
/// something there.
public record EventFieldView(String path, String type, List<Object> examples, int seen) {

    public EventFieldView {
        examples = List.copyOf(examples);
    }
}
