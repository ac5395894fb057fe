package org.badgebridge.simulator.credly;

/// How webhooks are sent. The waits of the retry schedule are multiplied by `timeScale` (1 is
/// Credly's pace, 0.001 turns 10 seconds into 10 milliseconds). Every delivered event is sent
/// `duplicates` times more. With `reorder`, events are sent in pairs, the second first. `delayMs`
/// passes before the first try.
public record WebhookPlan(double timeScale, int duplicates, boolean reorder, long delayMs) {
    public static WebhookPlan faithful() {
        return new WebhookPlan(1, 0, false, 0);
    }

    public WebhookPlan timeScale(double factor) {
        return new WebhookPlan(factor, duplicates, reorder, delayMs);
    }

    public WebhookPlan duplicates(int copies) {
        return new WebhookPlan(timeScale, copies, reorder, delayMs);
    }

    public WebhookPlan reordered() {
        return new WebhookPlan(timeScale, duplicates, true, delayMs);
    }

    public WebhookPlan delayed(long milliseconds) {
        return new WebhookPlan(timeScale, duplicates, reorder, milliseconds);
    }
}
