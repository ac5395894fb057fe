package org.badgebridge.simulator.credly;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.badgebridge.simulator.SimulatorJson;
import org.badgebridge.simulator.SimulatorOptions;

/// A simulator with one organization, a token, an active template, and a program that calls it.
record World(
        CredlySimulator simulator,
        Organization organization,
        Token token,
        Template template,
        Caller caller)
        implements AutoCloseable {

    static World start() {
        return start(SimulatorOptions.onPort(0));
    }

    static World start(SimulatorOptions options) {
        CredlySimulator simulator = CredlySimulator.start(options);
        CredlyControl control = simulator.control();
        Organization organization = control.createOrganization("Sample Academy");
        Token token = control.createToken(organization);
        Template template = control.createTemplate(organization, "Welding I");
        return new World(
                simulator,
                organization,
                token,
                template,
                new Caller(simulator.url(), organization.id(), token.token() + ":"));
    }

    CredlyControl control() {
        return simulator.control();
    }

    Caller callerWith(String credentials) {
        return new Caller(simulator.url(), organization.id(), credentials);
    }

    /// A complete order for a badge of the template.
    ObjectNode order(String email, String earnerId) {
        return SimulatorJson.object()
                .put("recipient_email", email)
                .put("badge_template_id", template.id())
                .put("issued_at", "2026-03-01 09:15:00 +0000")
                .put("issued_to_first_name", "Ada")
                .put("issued_to_last_name", "Example")
                .put("issuer_earner_id", earnerId);
    }

    Caller.Reply issue(String email, String earnerId) {
        return caller.issue(order(email, earnerId));
    }

    @Override
    public void close() {
        simulator.close();
    }
}
