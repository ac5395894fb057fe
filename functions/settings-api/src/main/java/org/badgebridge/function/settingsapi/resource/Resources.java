package org.badgebridge.function.settingsapi.resource;

import org.badgebridge.adapter.provider.AllowedOrigins;
import org.badgebridge.award.Awarder;
import org.badgebridge.award.Candidates;
import org.badgebridge.award.Eraser;
import org.badgebridge.award.Judge;
import org.badgebridge.award.Pusher;
import org.badgebridge.domain.learner.LearnerIds;
import org.badgebridge.function.settingsapi.console.ConsoleSignIn;
import org.badgebridge.function.settingsapi.http.Route;
import org.badgebridge.function.settingsapi.http.Router;
import org.badgebridge.intake.EventReader;
import org.badgebridge.intake.Presets;
import org.badgebridge.intake.Proposer;
import org.badgebridge.intake.RowReader;
import org.badgebridge.jobs.Importer;
import org.badgebridge.jobs.JobRunner;
import org.badgebridge.jobs.TokenCheck;
import org.badgebridge.port.Accounts;
import org.badgebridge.port.Audit;
import org.badgebridge.port.Awards;
import org.badgebridge.port.Badges;
import org.badgebridge.port.CertificatesQueue;
import org.badgebridge.port.Deliveries;
import org.badgebridge.port.DueBadges;
import org.badgebridge.port.HeardEvents;
import org.badgebridge.port.Imports;
import org.badgebridge.port.Jobs;
import org.badgebridge.port.Providers;
import org.badgebridge.port.Rules;
import org.badgebridge.port.Secrets;
import org.badgebridge.port.SettleQueue;
import org.badgebridge.port.Signals;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Everything that the API's resources work with. `publicUrl` is where sources and providers post
/// to; `random` makes webhook secrets, so it must be a secure one.
public record Resources(
        Accounts accounts,
        Awards awards,
        Badges badges,
        Audit audit,
        Deliveries deliveries,
        CertificatesQueue certificates,
        HeardEvents events,
        Imports imports,
        DueBadges due,
        Jobs jobs,
        Rules rules,
        Secrets secrets,
        Signals signals,
        SettleQueue queue,
        Watched watched,
        Providers providers,
        JobRunner runner,
        Awarder awarder,
        Pusher pusher,
        Eraser eraser,
        LearnerIds learnerIds,
        Presets presets,
        AllowedOrigins origins,
        URI publicUrl,
        ConsoleSignIn consoleSignIn,
        Supplier<String> newId,
        RandomGenerator random,
        Clock clock) {

    /// The whole API.
    public Router router() {
        JobStarter starter = new JobStarter(clock);
        SourceUrls urls = new SourceUrls(publicUrl);
        WaitingBadges waiting = new WaitingBadges(due, runner, starter);
        KnownCourses known = new KnownCourses(watched.courses(), rules);
        BadgeReader reader = new BadgeReader(badges, awards);
        RuleReader ruleReader = new RuleReader(accounts);
        Offers offers = new Offers(accounts, providers);
        RuleSources ruleSources = new RuleSources(accounts);
        RuleDrafts drafts = new RuleDrafts(accounts, rules, ruleSources);
        InUse inUse = new InUse(accounts, rules, badges, awards, watched.courses(), deliveries);
        ConnectionTest test =
                new ConnectionTest(secrets, new TokenCheck(accounts, providers, runner), origins);
        SourcesResource sources =
                new SourcesResource(
                        accounts,
                        secrets,
                        watched.uses(),
                        rules,
                        inUse,
                        deliveries,
                        presets,
                        urls,
                        clock);
        List<Resource> all =
                List.of(
                        new ConnectionsResource(
                                accounts, secrets, providers, inUse, origins, waiting, test, newId,
                                clock),
                        new ConnectionWebhookResource(
                                accounts, secrets, providers, origins, publicUrl, newId, random,
                                clock),
                        new MirrorResource(accounts, events, origins, runner, starter),
                        sources,
                        new SourceDeliveriesResource(
                                accounts,
                                deliveries,
                                certificates,
                                rules,
                                new Proposer(presets),
                                sources::view,
                                clock),
                        new SourceSecretsResource(
                                accounts,
                                secrets,
                                watched.uses(),
                                presets,
                                urls,
                                newId,
                                random,
                                clock),
                        new ProvidersResource(providers),
                        new PresetsResource(presets),
                        new TemplatesResource(
                                accounts, providers, rules, ruleReader, waiting, clock),
                        new MappingsResource(accounts, rules, presets, clock),
                        new BackIssueResource(rules, awards, badges, offers, runner, starter),
                        new RulesResource(
                                accounts,
                                rules,
                                ruleSources,
                                ruleReader,
                                offers,
                                runner,
                                starter,
                                newId,
                                clock),
                        new RuleEffectsResource(
                                rules,
                                drafts,
                                new Candidates(awards, badges),
                                new Judge(awards, rules, clock),
                                clock),
                        new RuleTrialResource(
                                accounts,
                                awards,
                                drafts,
                                new EventReader(presets),
                                learnerIds,
                                clock),
                        new RuleFilesResource(accounts, rules, ruleSources, ruleReader, clock),
                        new EventFieldsResource(awards),
                        new ProgressResource(
                                awards,
                                rules,
                                new ProgressReader(awards, rules, ruleReader, reader.finder()),
                                awarder),
                        new ImportsResource(
                                accounts,
                                awards,
                                imports,
                                jobs,
                                new Importer(imports, jobs, newId, clock),
                                new RowReader(learnerIds),
                                learnerIds,
                                runner,
                                starter,
                                clock),
                        new CertificatesResource(awards, badges, rules, reader, runner, starter),
                        new BadgesResource(badges, reader, pusher, runner, starter),
                        new LearnersResource(
                                accounts,
                                awards,
                                badges,
                                queue,
                                pusher,
                                eraser,
                                learnerIds,
                                reader,
                                runner,
                                starter,
                                clock),
                        new SignalsResource(signals),
                        new AuditResource(audit),
                        new JobsResource(jobs, imports, clock),
                        new PauseResource(accounts, waiting),
                        new DeadLettersResource(watched.queues()),
                        new CoursesResource(known),
                        new OverviewResource(
                                new OverviewParts(
                                        accounts,
                                        badges,
                                        due,
                                        deliveries,
                                        jobs,
                                        rules,
                                        secrets,
                                        watched,
                                        known,
                                        waiting,
                                        clock)),
                        new MeResource(),
                        new ConsoleConfigResource(consoleSignIn),
                        new DocumentsResource());
        List<Route> routes = all.stream().flatMap(each -> each.routes().stream()).toList();
        return new Router(routes);
    }
}
