package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.domain.account.Connection;
import org.badgebridge.domain.account.ConnectionId;
import org.badgebridge.domain.account.Source;
import org.badgebridge.domain.account.SourceId;
import org.badgebridge.function.settingsapi.http.Answer;
import org.badgebridge.function.settingsapi.http.Call;
import org.badgebridge.function.settingsapi.http.Problem;
import org.badgebridge.port.Accounts;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What people make under a name and an id of their own: how calls find it, make it and change it,
/// each on what is there at that moment. Thread-safe.
///
/// @param what what it is called in refusals
/// @param store false when another was faster
record Shelf<I, T>(
        String what,
        Function<String, Optional<I>> parse,
        Function<I, Optional<T>> find,
        Supplier<List<T>> all,
        Predicate<T> store,
        Function<T, I> idOf,
        ToLongFunction<T> versionOf) {

    static Shelf<ConnectionId, Connection> connections(Accounts accounts) {
        return new Shelf<ConnectionId, Connection>(
                "connection",
                Ids::connection,
                accounts::connection,
                accounts::connections,
                accounts::store,
                Connection::id,
                Connection::version);
    }

    static Shelf<SourceId, Source> sources(Accounts accounts) {
        return new Shelf<SourceId, Source>(
                "source",
                Ids::source,
                accounts::source,
                accounts::sources,
                accounts::store,
                Source::id,
                Source::version);
    }

    /// Something as it is stored after a call.
    record Stored<T>(T thing, long version, boolean isNew) {

        Answer answer(Function<T, Object> view) {
            return isNew
                    ? Answer.created(view.apply(thing), version)
                    : Answer.ok(view.apply(thing), version);
        }
    }

    /// What a call's path names, if it still is as the caller knows it.
    T of(Call call) {
        T thing =
                find.apply(call.id("id", what, parse))
                        .orElseThrow(() -> Problem.notFound(what).refusal());
        call.expect(versionOf.applyAsLong(thing));
        return thing;
    }

    /// Makes one under the id that was asked for, or one made from its name; or finds the same one,
    /// when somebody asks again who heard no answer.
    Stored<T> make(Optional<I> asked, String name, Predicate<T> same, Function<I, T> made) {
        List<T> there = all.get();
        Optional<T> again =
                there.stream()
                        .filter(each -> asked.isEmpty() || asked.get().equals(idOf.apply(each)))
                        .filter(same)
                        .findFirst();
        if (again.isPresent()) {
            return new Stored<>(again.get(), versionOf.applyAsLong(again.get()), false);
        }
        I id = asked.orElseGet(() -> free(name, there));
        T thing = made.apply(id);
        if (!store.test(thing)) {
            throw Problem.conflict("Another %s has the id %s.".formatted(what, id)).refusal();
        }
        return new Stored<>(thing, 1, true);
    }

    private I free(String name, List<T> there) {
        List<String> taken = there.stream().map(each -> idOf.apply(each).toString()).toList();
        return parse.apply(Ids.fromName(name, what, taken::contains)).orElseThrow();
    }

    /// Stores what a person made of it, unless that is what it was.
    Stored<T> change(T was, T is) {
        long version = versionOf.applyAsLong(was);
        if (is.equals(was)) {
            return new Stored<>(was, version, false);
        }
        if (!store.test(is)) {
            throw Problem.changedMeanwhile().refusal();
        }
        return new Stored<>(is, version + 1, false);
    }
}
