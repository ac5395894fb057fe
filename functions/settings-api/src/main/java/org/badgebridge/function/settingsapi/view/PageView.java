package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.Page;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Part of a list. It may be short, even empty, while `next` is set; `next` goes into `cursor`.
public record PageView<T>(List<T> items, @Nullable String next) {

    public static <T> PageView<T> all(List<T> items) {
        return new PageView<>(items, null);
    }

    public static <S, T> PageView<T> of(Page<S> page, Function<S, T> view) {
        Page.Cursor next = page.next();
        return new PageView<>(
                page.items().stream().map(view).toList(), next == null ? null : next.value());
    }
}
