package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A page of a list as CSV (RFC 4180), with a header line; where the next page is stands in `Link`.
/// What a spreadsheet would take for a formula is written behind an apostrophe (OWASP, CSV
/// Injection). Made with [#with] for each column. Not thread-safe.
public final class Csv<T> {

    public static final String MEDIA_TYPE = "text/csv";

    private static final CsvMapper MAPPER = new CsvMapper();

    private static final String STARTS_A_FORMULA = "=+-@\t\r";

    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String name, Cell<T> cell) {}

    /// What stands in a column; nothing stands for what is absent.
    public interface Cell<T> {
        @Nullable Object of(T row);
    }

    public Csv<T> with(String name, Cell<T> cell) {
        columns.add(new Column<>(name, cell));
        return this;
    }

    /// The page that `call` asked for at `path`.
    public Answer page(Call call, String path, List<T> rows, @Nullable String next) {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        columns.forEach(column -> schema.addColumn(column.name()));
        List<List<String>> cells =
                rows.stream()
                        .map(row ->
                                columns.stream().map(each -> text(each.cell().of(row))).toList())
                        .toList();
        String text;
        try {
            text = MAPPER.writer(schema.build()).writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.text(MEDIA_TYPE + "; charset=utf-8", text)
                .with(next == null ? Map.of() : Map.of("link", link(call, path, next)));
    }

    private static String text(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty() && STARTS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String link(Call call, String path, String next) {
        Map<String, String> query = new TreeMap<>(call.query());
        query.put("cursor", next);
        return query.entrySet().stream()
                .map(each ->
                        each.getKey()
                                + "="
                                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "<" + path + "?", ">; rel=\"next\""));
    }
}
