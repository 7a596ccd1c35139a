using System.Globalization;
using System.Text.RegularExpressions;
using AuditService.Authoring.Manifests;
using AuditService.Core;
using AuditService.Core.Conditions;
using AuditService.Core.Facts;

namespace AuditService.Tests.Core.Classifications;

public sealed class AiActTests
{
    private const string Employment = "impact.annexIII: [employment]; aiAct.annexIIIPoints: [4a]; impact.profilesPeople: true; impact.annexIIIDerogation: none";
    private const string Machine = "aiAct.annexI: [A1]; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true";
    private const string Chat = "impact.interactsWithPeople: true; aiAct.obviouslyAi: false; aiAct.lawEnforcementAuthorised: false";
    private const string Content = "impact.generatesContent: true; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: false; aiAct.publicInterestText: false";
    private const string Deployer = "aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: other";
    private const string Model = "aiAct.providesGpaiModel: true; aiAct.gpaiDesignated: false; aiAct.gpaiOpenSource: false; aiAct.gpaiPlacedOn: 2026-01-01; aiAct.gpaiTrainingFlop: 3e24";

    /// <summary>Label, day from which it applies (none where the answers leave it open), answers.</summary>
    private static readonly (string Label, string From, string Answers)[] Examples =
    [
        ("outOfScope", "2025-02-02", "aiAct.exclusions: [military]"),
        ("openSourceExempt", "2025-02-02", "aiAct.openSource: true"),
        ("prohibited.a", "2025-02-02", "impact.manipulation: true"),
        ("prohibited.b", "2025-02-02", "impact.exploitsVulnerability: true"),
        ("prohibited.c", "2025-02-02", "impact.socialScoring: true"),
        ("prohibited.d", "2025-02-02", "impact.crimePrediction: true; aiAct.crimeSupportsHuman: false"),
        ("prohibited.e", "2025-02-02", "impact.faceScraping: true"),
        ("prohibited.f", "2025-02-02", "impact.emotionAtWorkOrSchool: true; impact.emotionMedicalOrSafety: false; aiAct.emotionRecognition: true; aiAct.lawEnforcementAuthorised: false"),
        ("prohibited.g", "2025-02-02", "impact.biometricCategorisation: true; aiAct.biometricLabelling: false; aiAct.biometricCategorisation: true; aiAct.lawEnforcementAuthorised: false"),
        ("prohibited.h", "2025-02-02", "impact.realTimeBiometrics: true; impact.realTimeBiometricsAuthorised: false"),
        ("prohibited.intimateImagery", "2026-12-02", Content + "; impact.intimateImagery: true"),
        ("highRisk.annexI.sectionA", "2028-08-02", Machine),
        ("highRisk.annexI.sectionB", "2028-08-02", "aiAct.annexI: [B18]; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true"),
        ("highRisk.annexIII", "2027-12-02", Employment),
        .. from point in new[] { "1a biometrics", "1b biometrics", "1c biometrics", "2 criticalInfrastructure", "3a education", "3b education", "3c education", "3d education", "4a employment", "4b employment", "5a essentialServices", "5b essentialServices", "5c essentialServices", "5d essentialServices", "6a lawEnforcement", "6b lawEnforcement", "6c lawEnforcement", "6d lawEnforcement", "6e lawEnforcement", "7a migration", "7b migration", "7c migration", "7d migration", "8a justice", "8b justice" }
           let words = point.Split(' ')
           let biometric = words[0] is "1b" or "1c" ? "; aiAct.emotionRecognition: true; aiAct.biometricCategorisation: true; aiAct.lawEnforcementAuthorised: true" : ""
           select ("highRisk.annexIII." + words[0], "2027-12-02", $"impact.annexIII: [{words[1]}]; aiAct.annexIIIPoints: ['{words[0]}']; impact.profilesPeople: {(words[0] is "5b" or "6e" ? "true" : "false")}; impact.annexIIIDerogation: none{biometric}"),
        ("notHighRisk.derogation", "2027-12-02", "impact.annexIII: [education]; aiAct.annexIIIPoints: [3a]; impact.profilesPeople: false; impact.annexIIIDerogation: preparatoryTask; aiAct.noSignificantRisk: true"),
        ("transition.existing", "2027-12-02", Employment + "; deployment.since: 2026-09-01"),
        ("transition.publicAuthority", "2030-08-02", Employment + "; deployment.since: 2026-09-01; aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: publicBody"),
        ("becomesProvider", "2027-12-02", Employment + "; aiAct.roles: [deployer]; aiAct.changes: [newPurpose]; aiAct.deployerKind: other"),
        ("transparency.50-1", "2026-08-02", Chat),
        ("transparency.50-2", "2026-08-02", Content),
        ("transparency.50-3", "2026-08-02", Deployer + "; impact.annexIII: [biometrics]; aiAct.annexIIIPoints: [1c]; impact.profilesPeople: true; impact.annexIIIDerogation: none; aiAct.emotionRecognition: true; aiAct.lawEnforcementAuthorised: false"),
        ("transparency.50-4-deepfake", "2026-08-02", $"{Content}; {Deployer}; aiAct.deepfake: true".Replace("aiAct.deepfake: false; ", "", StringComparison.Ordinal)),
        ("transparency.50-4-text", "2026-08-02", $"{Content}; {Deployer}; aiAct.publicInterestText: true; aiAct.editorialControl: false".Replace("; aiAct.publicInterestText: false", "", StringComparison.Ordinal)),
        ("gpai", "2025-08-02", Model),
        ("gpai.systemicRisk", "2025-08-02", Model.Replace("3e24", "3e25", StringComparison.Ordinal)),
        ("fria", "2027-12-02", Employment + "; aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: publicService"),
        ("minimal", "2025-02-02", ""),
    ];

    public static TheoryData<string, string, string> AllExamples => [.. Examples.Select(example => new TheoryDataRow<string, string, string>(example.Label, example.From, example.Answers))];

    [Fact]
    public void Every_class_of_the_tree_has_an_example() =>
        Assert.Equal(AiAct.Law.Labels.Select(label => label.Id).Order(StringComparer.Ordinal), Examples.Select(example => example.Label).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(AllExamples))]
    public void An_example_bears_its_label_from_its_day(string label, string from, string answers)
    {
        var borne = AiAct.But(answers).Labels.Single(applied => applied.Label.Id == label);

        Assert.Equal(from, borne.AppliesFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_harmless_system_is_minimal_and_nothing_else_and_leaves_nothing_open()
    {
        var classified = AiAct.Of(AiAct.Harmless);

        Assert.Equal(["minimal"], classified.Labels.Ids());
        Assert.Equal(["literacy.provider"], classified.Duties.Ids());
        Assert.Empty(classified.Open);
        Assert.All(classified.Walk, step => Assert.NotEqual(Truth.Unknown, step.Answer));
    }

    [Theory]
    [InlineData("impact.annexIII: [biometrics]; aiAct.annexIIIPoints: [1c]; impact.profilesPeople: true; impact.annexIIIDerogation: none; impact.emotionAtWorkOrSchool: true; impact.emotionMedicalOrSafety: true; aiAct.emotionRecognition: true; aiAct.lawEnforcementAuthorised: false; impact.faceScraping: true", "prohibited.e", "prohibited.f")]
    [InlineData("impact.annexIII: [biometrics]; aiAct.annexIIIPoints: [1a]; impact.profilesPeople: true; impact.annexIIIDerogation: none; impact.realTimeBiometrics: true; impact.realTimeBiometricsAuthorised: true; impact.socialScoring: true", "prohibited.c", "prohibited.h")]
    [InlineData("impact.crimePrediction: true; aiAct.crimeSupportsHuman: true; impact.manipulation: true", "prohibited.a", "prohibited.d")]
    [InlineData("impact.biometricCategorisation: true; aiAct.biometricLabelling: true; aiAct.biometricCategorisation: true; aiAct.lawEnforcementAuthorised: false; impact.exploitsVulnerability: true", "prohibited.b", "prohibited.g")]
    public void An_exception_excuses_its_own_letter_and_no_other(string answers, string stays, string goes)
    {
        var labels = AiAct.But(answers).Labels.Ids().ToList();

        Assert.Contains(stays, labels);
        Assert.DoesNotContain(goes, labels);
    }

    [Theory]
    [InlineData("impact.profilesPeople: true; aiAct.noSignificantRisk: true", true)]
    [InlineData("impact.profilesPeople: false; aiAct.noSignificantRisk: false", true)]
    [InlineData("impact.profilesPeople: false; aiAct.noSignificantRisk: true", false)]
    public void Profiling_or_a_significant_risk_overrides_the_derogation(string answers, bool isHighRisk) =>
        Assert.Equal(isHighRisk, AiAct.But("impact.annexIII: [education]; aiAct.annexIIIPoints: [3a]; impact.annexIIIDerogation: narrowTask; " + answers).Labels.Ids().Contains("highRisk.annexIII"));

    [Theory]
    [InlineData("provider", Chat, "transparency.50-1", "provider")]
    [InlineData("deployer", Chat, "transparency.50-1", "provider")]
    [InlineData("deployer", Content, "transparency.50-2", "provider")]
    [InlineData("provider", "impact.annexIII: [biometrics]; aiAct.annexIIIPoints: [1c]; impact.profilesPeople: true; impact.annexIIIDerogation: none; aiAct.emotionRecognition: true; aiAct.lawEnforcementAuthorised: false", "transparency.50-3", "deployer")]
    [InlineData("provider", "impact.generatesContent: true; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: true; aiAct.publicInterestText: false", "transparency.50-4-deepfake", "deployer")]
    [InlineData("importer", "impact.generatesContent: true; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: false; aiAct.publicInterestText: true; aiAct.editorialControl: false", "transparency.50-4-text", "deployer")]
    public void Transparency_is_told_with_the_role_on_whom_it_falls_whoever_asks(string role, string answers, string label, string fallsOn)
    {
        var classified = AiAct.But($"aiAct.roles: [{role}]; aiAct.changes: [none]; aiAct.deployerKind: other; {answers}");

        Assert.Equal(fallsOn, classified.Labels.Single(applied => applied.Label.Id == label).Label.Role);
        // A duty is still of those who bear it.
        Assert.All(classified.Duties, duty => Assert.True(duty.Label.Role == role || duty.Label.Role == "all", duty.Label.Id));
    }

    [Theory]
    [InlineData("[criticalInfrastructure]", "['2']", false, true)]
    [InlineData("[employment]", "[4a]", true, false)]
    [InlineData("[criticalInfrastructure, employment]", "['2', 4a]", true, true)]
    public void Point_2_is_registered_at_national_level_and_the_others_in_the_Union_database(string areas, string points, bool inUnion, bool inNation)
    {
        var duties = AiAct.But($"impact.annexIII: {areas}; aiAct.annexIIIPoints: {points}; impact.profilesPeople: true; impact.annexIIIDerogation: none; aiAct.roles: [provider, deployer]; aiAct.changes: [none]; aiAct.deployerKind: publicBody").Duties.Ids().ToList();

        Assert.Equal((inUnion, inUnion, inNation), (duties.Contains("provider.registration"), duties.Contains("deployer.registration"), duties.Contains("provider.nationalRegistration")));
    }

    [Fact]
    public void A_permitted_identification_in_real_time_has_its_conditions_since_article_5_applies()
    {
        var classified = AiAct.But("impact.annexIII: [biometrics, lawEnforcement]; aiAct.annexIIIPoints: [1a, 6a]; impact.profilesPeople: true; impact.annexIIIDerogation: none; impact.realTimeBiometrics: true; impact.realTimeBiometricsAuthorised: true; aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: publicBody");

        string[] since = ["deployer.realTimeConditions", "deployer.realTimeAuthorisation", "deployer.realTimeNotice", "deployer.fria", "deployer.registration"];
        Assert.All(since, id => Assert.Equal(new DateOnly(2025, 2, 2), classified.Duties.Single(duty => duty.Label.Id == id).AppliesFrom));
        Assert.Equal(new DateOnly(2025, 2, 2), classified.Labels.Single(label => label.Label.Id == "fria").AppliesFrom);
        Assert.Equal(new DateOnly(2027, 12, 2), classified.Duties.Single(duty => duty.Label.Id == "deployer.oversight").AppliesFrom);
        Assert.Superset(new HashSet<string>(["deployer.laterIdentification", "deployer.twoVerifiers"]), classified.Duties.Ids().ToHashSet());
    }

    [Theory]
    [InlineData("aiAct.lawEnforcementAuthorised: false", true)]
    [InlineData("aiAct.lawEnforcementAuthorised: true; aiAct.reportsOffences: false", false)]
    [InlineData("aiAct.lawEnforcementAuthorised: true; aiAct.reportsOffences: true", true)]
    public void People_who_report_an_offence_are_told_that_they_deal_with_an_AI(string answers, bool areTold) =>
        Assert.Equal(areTold, AiAct.But($"impact.interactsWithPeople: true; aiAct.obviouslyAi: false; {answers}").Labels.Ids().Contains("transparency.50-1"));

    [Theory]
    [InlineData("military", true)]
    [InlineData("preMarket", true)]
    [InlineData("personalUse", true)]
    [InlineData("research", false)]
    public void A_model_placed_on_the_market_does_not_disappear_with_the_system(string exclusion, bool isGpai) =>
        Assert.Equal(isGpai, AiAct.But($"aiAct.exclusions: [{exclusion}]; {Model}").Labels.Ids().Contains("gpai"));

    [Theory]
    [InlineData("[deployer]", true)]
    [InlineData("[deployer, provider]", false)]
    [InlineData("[provider]", false)]
    public void A_personal_use_puts_a_mere_deployer_outside_the_Act(string roles, bool isOutside)
    {
        var labels = AiAct.But($"aiAct.exclusions: [personalUse]; aiAct.roles: {roles}; aiAct.changes: [none]; aiAct.deployerKind: other; {Content.Replace("aiAct.deepfake: false", "aiAct.deepfake: true", StringComparison.Ordinal)}").Labels.Ids().ToList();

        Assert.Equal(isOutside, labels.SequenceEqual(["outOfScope"]));
        Assert.DoesNotContain("transparency.50-4-deepfake", labels);
    }

    [Theory]
    [InlineData("impact.annexIII: [essentialServices]; aiAct.annexIIIPoints: [5b]; impact.profilesPeople: false", "aiAct.annexIIIPoints", "impact.profilesPeople")]
    [InlineData("impact.annexIII: [lawEnforcement]; aiAct.annexIIIPoints: [6e]; impact.profilesPeople: false", "aiAct.annexIIIPoints", "impact.profilesPeople")]
    [InlineData("impact.annexIII: [none]; impact.crimePrediction: true; aiAct.crimeSupportsHuman: true; aiAct.crimeForLawEnforcement: true", "aiAct.crimeForLawEnforcement", "impact.annexIII")]
    [InlineData("impact.annexIII: [education]; impact.annexIIIDerogation: [none, narrowTask]", "impact.annexIIIDerogation", "impact.annexIIIDerogation")]
    public void Answers_that_the_law_does_not_let_stand_together_are_questioned(string answers, params string[] keys) =>
        Assert.Contains(AiAct.Classifier.Contradictions(AnswerChecks.Facts(AiAct.Read(answers), AiAct.Library.Catalogue)), found => keys.Distinct().All(found.Keys.Contains));

    [Theory]
    [InlineData("", false, "aiAct.crimeForLawEnforcement")]
    [InlineData("; aiAct.crimeForLawEnforcement: false", true, null)]
    public void A_prediction_of_offences_that_supports_a_person_is_minimal_only_where_no_authority_uses_it(string answer, bool isMinimal, string? open)
    {
        var classified = AiAct.But("impact.crimePrediction: true; aiAct.crimeSupportsHuman: true" + answer);

        Assert.Equal(isMinimal, classified.Labels.Ids().Contains("minimal"));
        Assert.Equal(open is null ? [] : [open], classified.Open);
        Assert.Contains("highRisk.annexIII.6d", AiAct.But("impact.crimePrediction: true; aiAct.crimeSupportsHuman: true; aiAct.crimeForLawEnforcement: true; impact.annexIII: [lawEnforcement]; aiAct.annexIIIPoints: [6d]; impact.profilesPeople: true; impact.annexIIIDerogation: none").Labels.Ids());
    }

    [Theory]
    [InlineData("narrowTask")]
    [InlineData("[narrowTask]")]
    [InlineData("[narrowTask, preparatoryTask]")]
    public void A_system_may_claim_several_derogations_or_one(string claimed) =>
        Assert.Contains("notHighRisk.derogation", AiAct.But($"impact.annexIII: [education]; aiAct.annexIIIPoints: [3a]; impact.profilesPeople: false; impact.annexIIIDerogation: {claimed}; aiAct.noSignificantRisk: true").Labels.Ids());

    [Fact]
    public void Every_role_of_a_label_has_words_in_both_languages() =>
        Assert.All(AiAct.Law.Labels.Concat(AiAct.Law.Duties), label => Assert.NotEqual(label.Whom.Fr, label.Whom.En));

    [Fact]
    public void A_derogation_that_is_half_answered_leaves_high_risk_open()
    {
        var classified = AiAct.But("impact.annexIII: [education]; aiAct.annexIIIPoints: [3a]; impact.annexIIIDerogation: narrowTask; impact.profilesPeople: false");

        Assert.DoesNotContain("highRisk.annexIII", classified.Labels.Ids());
        Assert.DoesNotContain("minimal", classified.Labels.Ids());
        Assert.Equal(["aiAct.noSignificantRisk"], classified.Open);
    }

    [Fact]
    public void A_provider_who_answered_all_has_no_step_of_the_walk_left_open() =>
        Assert.All(AiAct.But(Employment).Walk, step => Assert.NotEqual(Truth.Unknown, step.Answer));

    [Fact]
    public void Transparency_adds_to_high_risk()
    {
        var labels = AiAct.But($"{Employment}; {Chat}").Labels.Ids().ToList();

        Assert.Contains("highRisk.annexIII", labels);
        Assert.Contains("transparency.50-1", labels);
    }

    [Theory]
    [InlineData("deployment.since: 2026-08-01", "2026-12-02")]
    [InlineData("deployment.since: 2026-08-02", "2026-08-02")]
    public void Marking_binds_older_systems_later(string since, string from) =>
        Assert.Equal(from, AiAct.But($"{Content}; {since}").Labels.Single(label => label.Label.Id == "transparency.50-2").AppliesFrom?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public void A_day_that_the_answers_do_not_tell_stays_open()
    {
        var answers = AiAct.Read($"{AiAct.Harmless}\n".Replace("deployment.since: 2029-01-01", "", StringComparison.Ordinal).Replace("impact.generatesContent: false", Content.Replace("; ", "\n", StringComparison.Ordinal), StringComparison.Ordinal));

        var classified = AiAct.Of(answers);

        Assert.Null(classified.Labels.Single(label => label.Label.Id == "transparency.50-2").AppliesFrom);
        Assert.Equal(["deployment.since"], classified.Open);
    }

    [Theory]
    [InlineData("5b", "essentialServices", "other", true)]
    [InlineData("5d", "essentialServices", "other", false)]
    [InlineData("5d", "essentialServices", "publicBody", true)]
    [InlineData("2", "criticalInfrastructure", "publicBody", false)]
    public void The_fundamental_rights_assessment_is_due_by_public_deployers_and_for_credit_and_insurance(string point, string area, string kind, bool isDue) =>
        Assert.Equal(isDue, AiAct.But($"aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: {kind}; impact.annexIII: [{area}]; aiAct.annexIIIPoints: ['{point}']; impact.profilesPeople: true; impact.annexIIIDerogation: none").Labels.Ids().Contains("fria"));

    [Fact]
    public void A_section_B_product_follows_its_sector_and_not_chapter_III()
    {
        var duties = AiAct.But("aiAct.annexI: [B18]; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true").Duties.Ids().ToList();

        Assert.Contains("sectoralLaw", duties);
        Assert.DoesNotContain("provider.riskManagement", duties);
    }

    [Theory]
    [InlineData("aiAct.roles: [provider]", "provider.riskManagement", "deployer.logs")]
    [InlineData("aiAct.roles: [deployer]; aiAct.changes: [none]; aiAct.deployerKind: other", "deployer.logs", "provider.riskManagement")]
    [InlineData("aiAct.roles: [importer]; aiAct.changes: [none]", "importer.checks", "distributor.checks")]
    [InlineData("aiAct.roles: [distributor]; aiAct.changes: [rebranding]", "provider.riskManagement", "importer.checks")]
    public void Duties_follow_the_role(string role, string borne, string spared)
    {
        var duties = AiAct.But($"{Employment}; {role}").Duties.Ids().ToList();

        Assert.Contains(borne, duties);
        Assert.DoesNotContain(spared, duties);
    }

    [Fact]
    public void A_personal_use_frees_the_deployer_and_not_the_provider()
    {
        var duties = AiAct.But($"{Employment}; aiAct.exclusions: [personalUse]; aiAct.roles: [provider, deployer]; aiAct.changes: [none]; aiAct.deployerKind: other").Duties.Ids().ToList();

        Assert.Contains("provider.riskManagement", duties);
        Assert.DoesNotContain("deployer.logs", duties);
    }

    [Fact]
    public void Ten_to_the_25_operations_exactly_presume_no_systemic_risk_yet() =>
        Assert.DoesNotContain("gpai.systemicRisk", AiAct.But(Model.Replace("3e24", "1e25", StringComparison.Ordinal)).Labels.Ids());

    [Theory]
    [InlineData("impact.annexIII: [none]\naiAct.annexIIIPoints: [4a]", 2)]
    [InlineData("aiAct.annexIIIPoints: [4a]\nimpact.profilesPeople: true\nimpact.annexIII: [education]", 3)]
    [InlineData("impact.emotionAtWorkOrSchool: true\naiAct.emotionRecognition: false", 2)]
    [InlineData("aiAct.emotionRecognition: true\nimpact.emotionAtWorkOrSchool: false\nimpact.annexIII: [none]", 3)]
    [InlineData("impact.realTimeBiometrics: true\nimpact.realTimeBiometricsAuthorised: true\nimpact.annexIII: [none]", 3)]
    [InlineData("aiAct.exclusions: [none, military]", 1)]
    public void Contradictory_answers_are_told_at_their_place(string answers, int line)
    {
        var problems = AnswerChecks.Contradictions(AiAct.Read(answers), AiAct.Library.Catalogue, AiAct.Classifier).ToList();

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(("answers.yaml", line), (problem.At.File, problem.At.Line)));
    }

    [Fact]
    public void The_nodes_are_facts_that_rules_read_with_the_questions_that_they_wait_for()
    {
        var facts = new FactSet([], AiAct.Classifier.State(AnswerChecks.Facts(AiAct.Read("impact.annexIII: [employment]\nimpact.profilesPeople: true"), AiAct.Library.Catalogue), AiAct.Today));

        Assert.Equal(new BooleanValue(true), facts.Find(Subject.Dossier, "aiAct.annexIIIHighRisk")?.Value);
        Assert.Contains("aiAct.isAiSystem", facts.Find(Subject.Dossier, "aiAct.inScope")?.Why?.Detail.In(Language.English), StringComparison.Ordinal);
        Assert.Equal(new TextListValue([]), facts.Find(Subject.Dossier, "aiAct.labels")?.Value);
    }

    [Fact]
    public void Every_label_and_duty_has_both_languages_and_a_day() =>
        Assert.All(AiAct.Law.Labels.Concat(AiAct.Law.Duties), label =>
        {
            Assert.NotEmpty(label.Dates);
            Assert.NotEqual("", label.Title.Fr);
            Assert.NotEqual("", label.Title.En);
        });

    [Fact]
    public void No_article_is_told_in_French_to_who_reads_English()
    {
        var articles = AiAct.Law.Nodes.Select(node => node.Article).Concat(AiAct.Law.Labels.Concat(AiAct.Law.Duties).Select(label => label.Article)).Concat(AiAct.Law.Unsettled.Select(point => point.Article)).ToList();

        Assert.DoesNotContain(articles, article => Regex.IsMatch(article.En, @"\b(et|ou|annexe|alinéa|ajout|du)\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains(articles, article => article is { Fr: "art. 11, 18 et annexe IV", En: "art. 11, 18 and Annex IV" });
    }

    [Theory]
    [InlineData(Language.French, "documentation technique", "(art. 11, 18 et annexe IV, fournisseur, à partir du 2027-12-02)")]
    [InlineData(Language.English, "technical documentation", "(art. 11, 18 and Annex IV, provider, from 2027-12-02)")]
    public void A_finding_tells_each_duty_with_its_article_its_bearer_and_its_day_in_the_language_of_its_reader(Language language, string duty, string place)
    {
        var facts = new FactSet([], AiAct.Classifier.State(AnswerChecks.Facts(AiAct.Read(AiAct.Harmless.Replace("impact.annexIII: [none]", Employment, StringComparison.Ordinal)), AiAct.Library.Catalogue), AiAct.Today));

        var told = AiAct.Library.Catalogue.Said("aiAct.duties", facts.Find(Subject.Dossier, "aiAct.duties")!.Value!, language);

        Assert.Contains(duty, told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(place, told, StringComparison.Ordinal);
    }
}
