package org.badgebridge.function.settingsapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180) that somebody sent: a heading line, and the rows below it.
/// Spreadsheets of many countries separate by semicolons, and some programs begin with a byte order
/// mark; both are understood.
public record CsvTable(List<String> heading, List<List<String>> rows) {

    private static final ObjectReader READER =
            CsvMapper.builder()
                    .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                    .build()
                    .readerForListOf(String.class);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public CsvTable {
        heading = List.copyOf(heading);
        rows = List.copyOf(rows);
    }

    /// What a text came to.
    public sealed interface Parsed {

        record Table(CsvTable table) implements Parsed {}

        /// It is not well-formed behind so many rows.
        record Broken(int rows) implements Parsed {}

        record TooManyRows() implements Parsed {}

        /// There is no heading line, or nothing below it.
        record Empty() implements Parsed {}
    }

    /// Reads no further than to the row that is one too many.
    public static Parsed parse(String csv, int mostRows) {
        String text = csv.startsWith(BYTE_ORDER_MARK) ? csv.substring(1) : csv;
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
        List<List<String>> records = new ArrayList<>();
        try (MappingIterator<List<String>> all = READER.with(schema).readValues(text)) {
            while (all.hasNextValue()) {
                if (records.size() > mostRows) {
                    return new Parsed.TooManyRows();
                }
                records.add(all.nextValue());
            }
        } catch (JsonProcessingException broken) {
            return new Parsed.Broken(Math.max(0, records.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (records.size() <= 1) {
            return new Parsed.Empty();
        }
        List<String> heading = records.getFirst().stream().map(String::strip).toList();
        return new Parsed.Table(new CsvTable(heading, records.subList(1, records.size())));
    }

    /// Whichever of the two there are more of in the heading line, outside of quotes.
    private static char separator(String text) {
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r')) {
                break;
            } else if (!quoted) {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
            }
        }
        return semicolons > commas ? ';' : ',';
    }
}
