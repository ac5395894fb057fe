package org.badgebridge.adapter.provider;

import org.badgebridge.domain.badge.Award;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Takes personal data and tokens out of a provider's words, which are stored and shown. E-mail
/// addresses go whoever they belong to; names and tokens only as given. Immutable.
public final class Redaction {

    public static final Redaction EMAILS = new Redaction(List.of());

    private static final String MARK = "***";

    /// More than is kept, and little enough for the patterns' cost.
    private static final int MOST = 4096;

    /// Shorter parts of a name are too common as words ("de", "van").
    private static final int SHORTEST_PART = 3;

    private static final Pattern EMAIL =
            Pattern.compile("[^\\s<>\"'(),;:@]+(?:@|%40)[^\\s<>\"'(),;:@]+");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final List<Pattern> hidden;

    private Redaction(List<Pattern> hidden) {
        this.hidden = List.copyOf(hidden);
    }

    /// Hides also this e-mail, the names, and the parts of names.
    public static Redaction of(@Nullable String email, String... names) {
        List<Pattern> hidden = new ArrayList<>();
        if (email != null && !email.isBlank()) {
            hidden.add(exactly(email.strip()));
        }
        for (String name : names) {
            if (!name.isBlank()) {
                hidden.add(word(name.strip()));
            }
        }
        for (String name : names) {
            for (String part : name.strip().split("[\\s-]+", -1)) {
                if (part.length() >= SHORTEST_PART) {
                    hidden.add(word(part));
                }
            }
        }
        return new Redaction(hidden);
    }

    /// Hides who it is awarded to, and what it tells of them but for what is too short to tell
    /// anything.
    public static Redaction of(Award award) {
        Award.Recipient recipient = award.recipient();
        List<Pattern> hidden =
                new ArrayList<>(
                        of(
                                        recipient.email(),
                                        recipient.name(),
                                        recipient.firstName(),
                                        recipient.lastName())
                                .hidden);
        award.attributes().values().stream()
                .filter(text -> text.length() >= SHORTEST_PART)
                .map(Redaction::word)
                .forEach(hidden::add);
        return new Redaction(hidden);
    }

    public Redaction andExactly(String... texts) {
        List<Pattern> more = new ArrayList<>(hidden);
        for (String text : texts) {
            more.add(exactly(text));
        }
        return new Redaction(more);
    }

    public String applied(String words) {
        String masked = CONTROLS.matcher(whole(words)).replaceAll(" ").strip();
        for (Pattern pattern : hidden) {
            masked = pattern.matcher(masked).replaceAll(MARK);
        }
        return EMAIL.matcher(masked).replaceAll(MARK);
    }

    /// Cut, without a half word at the end that no pattern would know.
    private static String whole(String words) {
        if (words.length() <= MOST) {
            return words;
        }
        int blank = words.lastIndexOf(' ', MOST);
        return blank < 0 ? "" : words.substring(0, blank);
    }

    private static Pattern exactly(String text) {
        return Pattern.compile(
                Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static Pattern word(String text) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
