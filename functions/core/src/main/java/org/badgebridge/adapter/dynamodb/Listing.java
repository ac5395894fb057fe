package org.badgebridge.adapter.dynamodb;

import org.badgebridge.port.Page;

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
        BatchRead items = new BatchRead(badges.client());
        page.items().forEach(item -> items.with(badges.name(), Key.of(item)));
        items.read();
        return new Page<>(
                page.items().stream()
                        .flatMap(item -> items.record(badges.name(), Key.of(item), type).stream())
                        .toList(),
                page.next());
    }
}
