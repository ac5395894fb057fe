package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Page;

import java.util.List;

/// Pages of what is listed for admins, newest first: the index has the order, the table the rest.
record Listing(Table badges) {

    <T extends Record> Page<T> of(String listed, int most, Page.Cursor from, Class<T> type) {
        var page =
                badges.page(
                        BadgesKeys.LISTED,
                        Conditions.of(BadgesKeys.LISTED, listed),
                        Table.Order.FALLING,
                        most,
                        from);
        return new Page<>(items(page.items().stream().map(Key::of).toList(), type), page.next());
    }

    /// The records of items, in their order, of as many as are still there.
    <T extends Record> List<T> items(List<Key> keys, Class<T> type) {
        BatchRead items = new BatchRead(badges.client());
        keys.forEach(key -> items.with(badges.name(), key));
        items.read();
        return keys.stream()
                .flatMap(key -> items.record(badges.name(), key, type).stream())
                .toList();
    }
}
