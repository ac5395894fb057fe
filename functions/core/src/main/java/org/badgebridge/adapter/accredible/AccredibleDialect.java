package org.badgebridge.adapter.accredible;

import org.badgebridge.adapter.provider.Dialect;
import org.badgebridge.adapter.provider.Question;
import org.badgebridge.domain.badge.FailureCause;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// How Accredible is spoken to.
final class AccredibleDialect implements Dialect {

    /// The documented beginning of the words for a duplicate, in bulk creation; a single one is not
    /// documented.
    private static final Pattern TAKEN = Pattern.compile("(?i)has already been taken");

    private static final Map<String, FailureCause> NAMED = new LinkedHashMap<>();

    static {
        NAMED.put("group", FailureCause.TEMPLATE_REFUSED);
        NAMED.put("email", FailureCause.EMAIL_REFUSED);
        NAMED.put("recipient", FailureCause.NAME_REFUSED);
        NAMED.put("issued_on", FailureCause.DATES_REFUSED);
        NAMED.put("expired_on", FailureCause.DATES_REFUSED);
    }

    @Override
    public String provider() {
        return "Accredible";
    }

    @Override
    public Map<String, String> credentials(String token) {
        return Map.of(
                "Authorization", "Token token=" + token, "Accredible-Integration", "Badgebridge");
    }

    @Override
    public List<String> traces(String token) {
        return List.of(token);
    }

    @Override
    public String words(String body) {
        return AccredibleWords.of(body);
    }

    @Override
    public boolean saidAlready(Question.Kind kind, String words) {
        return kind == Question.Kind.ISSUE && TAKEN.matcher(words).find();
    }

    @Override
    public FailureCause cause(int status, String body, String words) {
        String small = words.toLowerCase(Locale.ROOT);
        return NAMED.entrySet().stream()
                .filter(each -> small.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(
                        status == 404 || status == 410
                                ? FailureCause.NOT_FOUND_THERE
                                : FailureCause.REFUSED);
    }
}
