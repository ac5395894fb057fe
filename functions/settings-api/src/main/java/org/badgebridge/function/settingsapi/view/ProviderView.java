package org.badgebridge.function.settingsapi.view;

import org.badgebridge.port.ProviderDescription;

import java.util.List;
import java.util.Locale;

/// A provider, as forms need it: what a connection to it is asked for, where people find that, and
/// what its templates can be set to. Of addresses and endings the first is the usual one.
public record ProviderView(
        String id,
        String title,
        List<AddressView> addresses,
        String organizationHelp,
        String tokenHelp,
        int callsPerSecond,
        boolean webhook,
        List<EndingView> onRevoke,
        boolean quiet) {

    public record AddressView(String label, String url) {}

    public record EndingView(String value, String label) {}

    public static ProviderView of(ProviderDescription provider) {
        return new ProviderView(
                provider.name(),
                provider.title(),
                provider.addresses().stream()
                        .map(each -> new AddressView(each.label(), each.url()))
                        .toList(),
                provider.organizationHelp(),
                provider.tokenHelp(),
                provider.callsPerSecond(),
                provider.postsEvents(),
                provider.endings().stream()
                        .map(each ->
                                new EndingView(
                                        each.onRevoke().name().toLowerCase(Locale.ROOT),
                                        each.label()))
                        .toList(),
                provider.quiet());
    }
}
