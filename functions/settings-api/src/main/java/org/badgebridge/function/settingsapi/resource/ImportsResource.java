package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.event.EventType;
import org.badgebridge.domain.event.LearningEvent;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.CsvTable;
import org.badgebridge.function.settingsapi.http.Fields;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.view.ChunkView;
import org.badgebridge.function.settingsapi.view.ChunkView.BadRow;
import org.badgebridge.function.settingsapi.view.ImportView;
import org.badgebridge.function.settingsapi.view.JobView;
import org.badgebridge.intake.Field;
import org.badgebridge.intake.RowReader;
import org.badgebridge.intake.RowReader.Layout;
import org.badgebridge.intake.RowReader.Row;
import org.badgebridge.jobs.Importer;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Imports.Import;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Jobs.Job;
import org.badgebridge.port.Jobs.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Files of what learners earned before a source was there, or while it was not heard.
record ImportsResource(
        Accounts accounts,
        Awards awards,
        Imports imports,
        Jobs jobs,
        Importer importer,
        RowReader reader,
        LearnerIds ids,
        JobRunner runner,
        JobStarter starter,
        Clock clock)
        implements Resource {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHUNK = 99_999;
    private static final int MOST_ROW = 9_999_999;

    /// A heading line is above the first row.
    private static final int FIRST_ROW = 2;

    private static final int MOST_TEXT = 255;

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/imports", this::take), Route.get("/imports/{id}", this::read));
    }

    private Answer read(Call call) {
        call.only();
        Job job =
                jobs.find(call.path().getOrDefault("id", ""))
                        .filter(each -> each.kind() == Kind.IMPORT)
                        .orElseThrow(() -> Problem.notFound("import").refusal());
        return Answer.ok(
                ImportView.of(job, imports.find(job.id()), imports.chunks(job.id())),
                job.version());
    }

    private Answer take(Call call) {
        Fields in = call.fields();
        Order order = order(in);
        in.check();
        Source source = order.source().orElseThrow();
        Rows rows = rows(order, source);
        if (order.dryRun()) {
            return Answer.ok(rows.view(null, true, null));
        }
        Importer.Piece piece =
                new Importer.Piece(
                        order.importId(),
                        source.id(),
                        order.number(),
                        order.last(),
                        rows.count(),
                        rows.good(),
                        order.digest(ids));
        return switch (importer.take(piece, call.who())) {
            case Importer.Taken.Kept(Job job, boolean begun) -> {
                ChunkView view = rows.view(job.id(), false, gone(call, job));
                yield begun ? Answer.accepted(view) : Answer.ok(view);
            }
            case Importer.Taken.NoSuchImport() ->
                    throw Problem.invalid("import", "is no import of this source").refusal();
            case Importer.Taken.Ended() ->
                    throw Problem.conflict(
                                    "The import has ended. Begin a new one with the first chunk:"
                                            + " what was done is not done twice.")
                            .refusal();
            case Importer.Taken.Differs() ->
                    throw Problem.conflict(
                                    "Another chunk of this number is there. Cancel the import and"
                                            + " begin a new one, when the file is another.")
                            .refusal();
            case Importer.Taken.BehindTheLast() ->
                    throw Problem.conflict("The file ends with another chunk.").refusal();
            case Importer.Taken.TooLarge() ->
                    throw Problem.invalid(
                                    "csv",
                                    "makes the file longer than %d rows; cut it in several files"
                                            .formatted(Importer.MOST_ROWS))
                            .refusal();
        };
    }

    /// The job, gone on with when all of the file is there: a small one is done then.
    private JobView gone(Call call, Job job) {
        boolean whole = imports.find(job.id()).filter(Import::whole).isPresent();
        return whole
                ? starter.start(call, (_, deadline) -> runner.goOn(job, deadline))
                : JobView.of(job);
    }

    /// What is asked for. The table is there unless something is wrong.
    private record Order(
            @Nullable String importId,
            Optional<Source> source,
            Layout layout,
            Optional<CsvTable> table,
            String csv,
            int number,
            int firstRow,
            boolean last,
            boolean dryRun) {

        String digest(LearnerIds ids) {
            return ids.fingerprint(
                    String.join(
                            "\n",
                            source.map(Source::id).toString(),
                            layout.type().word(),
                            new TreeMap<>(layout.columns()).toString(),
                            new TreeMap<>(layout.constants()).toString(),
                            String.valueOf(layout.zone()),
                            number + " " + firstRow + " " + last,
                            csv));
        }
    }

    private Order order(Fields in) {
        int number = in.number("chunk", 0, MOST_CHUNK).orElse(0);
        Optional<String> importId = in.optionalText("import", MOST_TEXT);
        boolean dryRun = in.flag("dry_run").orElse(false);
        if (number > 0 && importId.isEmpty() && !dryRun) {
            in.wrong("import", "is needed with every chunk but the first: the id that it answered");
        }
        int firstRow = in.number("first_row", 1, MOST_ROW).orElse(FIRST_ROW);
        String csv = in.raw("csv").orElse("");
        Optional<CsvTable> table = table(in, csv, firstRow);
        return new Order(
                importId.orElse(null),
                in.needed(
                        "source",
                        Ids.MOST_LENGTH,
                        text -> Ids.source(text).flatMap(accounts::source),
                        "must be the id of a source"),
                layout(in, table),
                table,
                csv,
                number,
                firstRow,
                in.flag("last").orElse(false),
                dryRun);
    }

    private static Optional<CsvTable> table(Fields in, String csv, int firstRow) {
        switch (CsvTable.parse(csv, MOST_ROWS)) {
            case CsvTable.Parsed.Table(CsvTable table) -> {
                return Optional.of(table);
            }
            case CsvTable.Parsed.Broken(int rows) ->
                    in.wrong(
                            "csv",
                            "cannot be read from row %d on: a quote is not closed, or something"
                                            .formatted(firstRow + rows)
                                    + " stands behind one that is");
            case CsvTable.Parsed.TooManyRows() ->
                    in.wrong("csv", "must have at most %d rows".formatted(MOST_ROWS));
            case CsvTable.Parsed.Empty() ->
                    in.wrong("csv", "must have a heading line, and a row below it");
        }
        return Optional.empty();
    }

    private static Layout layout(Fields in, Optional<CsvTable> table) {
        EventType type =
                in.parsed(
                                "type",
                                MOST_TEXT,
                                text -> EventType.ofWord(text).filter(Layout.TYPES::contains),
                                "must be one of %s".formatted(words(Layout.TYPES)))
                        .orElse(EventType.CERTIFICATE_ISSUED);
        Map<Field, String> columns = fields(in, "columns");
        Map<Field, String> constants = fields(in, "values");
        table.ifPresent(found -> columns.forEach((field, name) -> find(in, found, field, name)));
        Layout layout = new Layout(type, columns, constants, zone(in));
        if (!layout.has(Field.COURSE_ID)) {
            in.wrong("columns", "must have course_id, unless values has it");
        }
        if (!columns.containsKey(Field.USER_ID) && !columns.containsKey(Field.EMAIL)) {
            in.wrong("columns", "must have user_id or email");
        }
        if (!layout.has(Field.TIME) && !layout.has(Field.ISSUED_AT)) {
            in.wrong("columns", "must have issued_at or time, unless values has one");
        }
        return layout;
    }

    private static @Nullable ZoneId zone(Fields in) {
        return in.parsed(
                        "zone",
                        MOST_TEXT,
                        ImportsResource::zone,
                        "must be a time zone such as Europe/Berlin or UTC")
                .orElse(null);
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException noSuchZone) {
            return Optional.empty();
        }
    }

    private static void find(Fields in, CsvTable table, Field field, String name) {
        long count = table.heading().stream().filter(name::equals).count();
        if (count != 1) {
            in.wrong(
                    "columns." + field.word(),
                    count == 0
                            ? "must be a heading of the csv"
                            : "is the heading of several columns; rename them");
        }
    }

    private static Map<Field, String> fields(Fields in, String name) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        in.textMap(name)
                .orElse(Map.of())
                .forEach((word, text) -> {
                    Optional<Field> field = Field.ofWord(word).filter(Layout.FIELDS::contains);
                    if (field.isEmpty()) {
                        in.wrong(
                                name + "." + word,
                                "unknown; known are "
                                        + Layout.FIELDS.stream()
                                                .map(Field::word)
                                                .collect(Collectors.joining(", ")));
                    } else if (text.isBlank() || text.length() > MOST_TEXT) {
                        in.wrong(
                                name + "." + word,
                                "must be a text of 1 to %d characters".formatted(MOST_TEXT));
                    } else {
                        fields.put(field.get(), text.strip());
                    }
                });
        return fields;
    }

    private static String words(Collection<EventType> types) {
        return types.stream().map(EventType::word).sorted().collect(Collectors.joining(", "));
    }

    /// The rows of a chunk, read. Blank ones do not count.
    private record Rows(int count, List<LearningEvent> good, List<BadRow> bad, int known) {

        ChunkView view(@Nullable String id, boolean dryRun, @Nullable JobView job) {
            return new ChunkView(
                    id, dryRun, count, good.size(), count - good.size(), known, bad, job);
        }
    }

    private Rows rows(Order order, Source source) {
        CsvTable table = order.table().orElseThrow();
        Instant now = clock.instant();
        int count = 0;
        List<LearningEvent> good = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            List<String> cells = table.rows().get(i);
            if (cells.stream().allMatch(String::isBlank)) {
                continue;
            }
            count++;
            int row = order.firstRow() + i;
            if (cells.size() != table.heading().size()) {
                bad.add(
                        new BadRow(
                                row,
                                null,
                                "must have %d columns, as the heading line has; it has %d."
                                        .formatted(table.heading().size(), cells.size())));
                continue;
            }
            switch (reader.read(source, order.layout(), cells(order, table, cells), now)) {
                case Row.Of(LearningEvent event) -> good.add(event);
                case Row.Bad(List<RowReader.Problem> problems) ->
                        problems.forEach(
                                each -> bad.add(new BadRow(row, each.column(), each.remedy())));
            }
        }
        int known =
                awards.learners(
                                good.stream()
                                        .map(event -> ids.of(event.realm(), event.person()))
                                        .collect(Collectors.toSet()))
                        .size();
        return new Rows(count, good, bad, known);
    }

    private static Map<Field, String> cells(Order order, CsvTable table, List<String> cells) {
        Map<Field, String> found = new HashMap<>();
        order.layout()
                .columns()
                .forEach((field, name) ->
                        found.put(field, cells.get(table.heading().indexOf(name))));
        return found;
    }
}
