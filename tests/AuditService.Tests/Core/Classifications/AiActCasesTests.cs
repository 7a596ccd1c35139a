namespace AuditService.Tests.Core.Classifications;

/// <summary>Whole systems, each with the labels and duties that the text of the Regulation gives it: written from the articles, apart from the tree.</summary>
public sealed class AiActCasesTests
{
    /// <summary>What it is, all its labels, duties among those due, duties that are not due, answers.</summary>
    private static readonly (string System, string Labels, string Due, string NotDue, string Answers)[] Systems =
    [
        ("spam filter, provider", "minimal", "literacy.provider", "", "deployment.since: 2026-10-01"),
        ("weapon guidance, military only", "outOfScope", "", "", "aiAct.exclusions: [military]; deployment.since: 2026-10-01"),
        ("hand-written rules engine", "outOfScope", "", "", "aiAct.isAiSystem: false; deployment.since: 2026-10-01"),
        ("person at home sorts photos", "outOfScope", "", "", "aiAct.exclusions: [personalUse]; aiAct.roles: [deployer]; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [none]"),
        ("CV sorter with profiling, derogation claimed", "highRisk.annexIII highRisk.annexIII.4a transition.existing", "provider.registration provider.riskManagement", "", "impact.profilesPeople: true; impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [preparatoryTask]; aiAct.noSignificantRisk: true"),
        ("CV format converter (narrow task, no profiling)", "minimal notHighRisk.derogation", "provider.derogationDocumented provider.derogationRegistered", "", "impact.profilesPeople: false; impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [narrowTask]; aiAct.noSignificantRisk: true"),
        ("derogation condition but significant risk", "highRisk.annexIII highRisk.annexIII.4a transition.existing", "", "", "impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [narrowTask]; aiAct.noSignificantRisk: false"),
        ("credit score, private bank deployer", "fria highRisk.annexIII highRisk.annexIII.5b transition.existing", "deployer.explanation deployer.fria deployer.informPeople", "deployer.registration", "aiAct.roles: [deployer]; impact.profilesPeople: true; impact.annexIII: [essentialServices]; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [none]; aiAct.annexIIIPoints: ['5b']; impact.annexIIIDerogation: [none]"),
        ("recruitment tool used by private firm: no FRIA", "highRisk.annexIII highRisk.annexIII.4a transition.existing", "deployer.informPeople deployer.workers", "deployer.fria", "aiAct.roles: [deployer]; impact.profilesPeople: true; impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [none]; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [none]"),
        ("dam safety component, public water utility: no FRIA, national register", "highRisk.annexIII highRisk.annexIII.2 transition.existing transition.publicAuthority", "provider.nationalRegistration", "deployer.explanation deployer.fria deployer.registration provider.registration", "aiAct.roles: [provider, deployer]; impact.annexIII: [criticalInfrastructure]; deployment.since: 2026-10-01; aiAct.deployerKind: publicBody; aiAct.changes: [none]; aiAct.annexIIIPoints: ['2']; impact.annexIIIDerogation: [none]"),
        ("welfare eligibility, city deployer, since 2025", "fria highRisk.annexIII highRisk.annexIII.5a transition.existing transition.publicAuthority", "deployer.fria deployer.registration", "", "aiAct.roles: [deployer]; impact.profilesPeople: true; impact.annexIII: [essentialServices]; deployment.since: 2025-05-01; aiAct.deployerKind: publicBody; aiAct.changes: [none]; aiAct.annexIIIPoints: ['5a']; impact.annexIIIDerogation: [none]"),
        ("medical device class IIb with AI", "highRisk.annexI.sectionA transition.existing", "provider.riskManagement", "provider.registration", "aiAct.annexI: [A11]; deployment.since: 2026-10-01; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true"),
        ("toy, no third-party assessment", "minimal", "", "", "aiAct.annexI: [A2]; deployment.since: 2026-10-01; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: false"),
        ("car lane keeping (2019/2144)", "highRisk.annexI.sectionB", "sectoralLaw", "provider.riskManagement", "aiAct.annexI: [B19]; deployment.since: 2026-10-01; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true"),
        ("machine manufacturer puts AI safety component under own name", "becomesProvider highRisk.annexI.sectionA transition.existing", "provider.conformityAssessment", "", "aiAct.roles: [productManufacturer]; aiAct.annexI: [A1]; deployment.since: 2026-10-01; aiAct.annexISafety: true; aiAct.thirdPartyAssessment: true"),
        ("deployer rebrands a chatbot (not high-risk)", "transparency.50-1", "", "provider.riskManagement", "aiAct.roles: [deployer]; impact.interactsWithPeople: true; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [rebranding]; aiAct.obviouslyAi: false; aiAct.lawEnforcementAuthorised: false"),
        ("deployer repurposes a text model to sort applicants", "becomesProvider highRisk.annexIII highRisk.annexIII.4a transition.existing", "provider.riskManagement", "", "aiAct.roles: [deployer]; impact.profilesPeople: true; impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [newPurpose]; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [none]"),
        ("shop emotion cameras", "highRisk.annexIII highRisk.annexIII.1c transition.existing transparency.50-3", "deployer.tellsOfRecognition", "deployer.fria", "aiAct.roles: [deployer]; impact.profilesPeople: true; impact.annexIII: [biometrics]; aiAct.emotionRecognition: true; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [none]; aiAct.annexIIIPoints: ['1c']; impact.annexIIIDerogation: [none]; aiAct.lawEnforcementAuthorised: false"),
        ("call-centre staff voice emotion", "highRisk.annexIII highRisk.annexIII.1c prohibited.f transition.existing transparency.50-3", "stop", "", "impact.emotionAtWorkOrSchool: true; impact.profilesPeople: true; impact.annexIII: [biometrics]; aiAct.emotionRecognition: true; deployment.since: 2026-10-01; impact.emotionMedicalOrSafety: false; aiAct.annexIIIPoints: ['1c']; impact.annexIIIDerogation: [none]; aiAct.lawEnforcementAuthorised: false"),
        ("driver fatigue/stress (safety) exception", "highRisk.annexIII highRisk.annexIII.1c transition.existing transparency.50-3", "", "stop", "impact.emotionAtWorkOrSchool: true; impact.profilesPeople: true; impact.annexIII: [biometrics]; aiAct.emotionRecognition: true; deployment.since: 2026-10-01; impact.emotionMedicalOrSafety: true; aiAct.annexIIIPoints: ['1c']; impact.annexIIIDerogation: [none]; aiAct.lawEnforcementAuthorised: false"),
        ("police recidivism aid on facts", "fria highRisk.annexIII highRisk.annexIII.6d transition.existing transition.publicAuthority", "deployer.fria", "", "aiAct.roles: [deployer]; impact.crimePrediction: true; impact.profilesPeople: true; impact.annexIII: [lawEnforcement]; deployment.since: 2026-10-01; aiAct.deployerKind: publicBody; aiAct.changes: [none]; aiAct.crimeSupportsHuman: true; aiAct.crimeForLawEnforcement: true; aiAct.annexIIIPoints: ['6d']; impact.annexIIIDerogation: [none]"),
        ("crime prediction from profile alone", "prohibited.d", "stop", "", "impact.crimePrediction: true; impact.profilesPeople: true; deployment.since: 2026-10-01; aiAct.crimeSupportsHuman: false"),
        ("live face search in street by police, authorised", "fria highRisk.annexIII highRisk.annexIII.1a transition.existing transition.publicAuthority", "deployer.fria deployer.realTimeAuthorisation deployer.realTimeNotice", "stop", "aiAct.roles: [deployer]; impact.realTimeBiometrics: true; impact.profilesPeople: true; impact.annexIII: [biometrics]; deployment.since: 2026-10-01; aiAct.deployerKind: publicBody; aiAct.changes: [none]; impact.realTimeBiometricsAuthorised: true; aiAct.annexIIIPoints: ['1a']; impact.annexIIIDerogation: [none]"),
        ("face scraping firm", "prohibited.e", "stop", "", "impact.faceScraping: true; deployment.since: 2026-10-01"),
        ("undressing app, 1 Nov 2026 and today", "prohibited.intimateImagery transparency.50-2 transparency.50-4-deepfake", "", "", "impact.intimateImagery: true; impact.generatesContent: true; deployment.since: 2026-10-01; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: true; aiAct.publicInterestText: false"),
        ("image generator put on market 2025", "transparency.50-2", "provider.marksContent", "", "impact.generatesContent: true; deployment.since: 2025-01-01; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: false; aiAct.publicInterestText: false"),
        ("newspaper publishes AI text with editor", "transparency.50-2", "", "deployer.disclosesText provider.marksContent", "aiAct.roles: [deployer]; impact.generatesContent: true; deployment.since: 2026-10-01; aiAct.deployerKind: other; aiAct.changes: [none]; aiAct.assistiveEditing: false; aiAct.lawEnforcementAuthorised: false; aiAct.deepfake: false; aiAct.publicInterestText: true; aiAct.editorialControl: true"),
        ("open-source chatbot: exemption does not hold", "transparency.50-1", "", "", "impact.interactsWithPeople: true; aiAct.openSource: true; deployment.since: 2026-10-01; aiAct.obviouslyAi: false; aiAct.lawEnforcementAuthorised: false"),
        ("open-source library, no risk", "openSourceExempt", "", "literacy.provider", "aiAct.openSource: true; deployment.since: 2026-10-01"),
        ("GPAI provider outside EU, open, 2e24, placed 2024", "gpai minimal", "gpai.copyright gpai.trainingSummary", "gpai.authorisedRepresentative gpai.documentation gpai.downstream gpai.systemic.evaluation", "aiAct.providesGpaiModel: true; deployment.since: 2026-10-01; aiAct.gpaiTrainingFlop: 2e+24; aiAct.gpaiDesignated: false; aiAct.gpaiPlacedOn: 2024-06-01; aiAct.providerOutsideUnion: true; aiAct.gpaiOpenSource: true"),
        ("GPAI 5e25 open weights: systemic, all duties", "gpai gpai.systemicRisk minimal", "gpai.authorisedRepresentative gpai.documentation gpai.downstream gpai.systemic.evaluation", "", "aiAct.providesGpaiModel: true; deployment.since: 2026-10-01; aiAct.gpaiTrainingFlop: 5e+25; aiAct.gpaiDesignated: false; aiAct.gpaiPlacedOn: 2026-01-10; aiAct.providerOutsideUnion: true; aiAct.gpaiOpenSource: true"),
        ("police tip-line chatbot open to the public", "transparency.50-1", "", "", "impact.interactsWithPeople: true; deployment.since: 2026-10-01; aiAct.obviouslyAi: false; aiAct.lawEnforcementAuthorised: true; aiAct.reportsOffences: true"),
        ("importer of a CV sorter", "highRisk.annexIII highRisk.annexIII.4a transition.existing", "importer.checks", "provider.riskManagement", "aiAct.roles: [importer]; impact.profilesPeople: true; impact.annexIII: [employment]; deployment.since: 2026-10-01; aiAct.changes: [none]; aiAct.annexIIIPoints: ['4a']; impact.annexIIIDerogation: [none]"),
        ("judge assistant (legal research), private vendor", "highRisk.annexIII highRisk.annexIII.8a transition.existing", "", "", "impact.annexIII: [justice]; deployment.since: 2026-10-01; aiAct.annexIIIPoints: ['8a']; impact.annexIIIDerogation: [none]"),
    ];

    public static TheoryData<string> All => [.. Systems.Select(system => new TheoryDataRow<string>(system.System))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_system_bears_the_labels_and_duties_that_the_text_gives_it_and_no_other_label(string name)
    {
        var (_, labels, due, notDue, answers) = Systems.Single(system => system.System == name);

        var classified = AiAct.But(answers);

        Assert.Equal(Words(labels), classified.Labels.Ids().Order(StringComparer.Ordinal));
        var duties = classified.Duties.Ids().ToHashSet(StringComparer.Ordinal);
        Assert.Superset(Words(due).ToHashSet(StringComparer.Ordinal), duties);
        Assert.DoesNotContain(Words(notDue), duties.Contains);
    }

    private static IEnumerable<string> Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
}
