namespace AuditService.Core.Rgpd;

/// <summary>What the papers for a DPO say in both languages, as data: <c>rules/rgpd-papers.yaml</c>.</summary>
public sealed record RgpdTexts
{
    /// <summary>The items of a record of processing activities (RGPD art. 30(1)), in the order of the article.</summary>
    public IReadOnlyList<RegisterItemText> Register { get; init; } = [];

    /// <summary>What a notice has to say (RGPD art. 13 and 14).</summary>
    public IReadOnlyList<NoticeItemText> Notice { get; init; } = [];

    /// <summary>The questions of the CNIL's application that are answered by a text.</summary>
    public IReadOnlyList<AipdQuestionText> Questions { get; init; } = [];

    /// <summary>The three feared events.</summary>
    public IReadOnlyList<FearedEventText> Events { get; init; } = [];

    /// <summary>What is asked of each feared event.</summary>
    public IReadOnlyList<EventQuestionText> EventQuestions { get; init; } = [];

    /// <summary>The ready-made measures of the CNIL's application, the first that matches counts.</summary>
    public IReadOnlyList<MeasureText> Measures { get; init; } = [];

    /// <summary>Risks that an AIPD of an AI system has to deal with (CNIL, fiche IA 5).</summary>
    public IReadOnlyList<AiRiskText> AiRisks { get; init; } = [];

    /// <summary>What a person has to decide whatever the dossier says, by paper.</summary>
    public DecisionTexts Decisions { get; init; } = new();
}

public sealed record RegisterItemText
{
    public RegisterItem? Id { get; init; }

    /// <summary>Of the RGPD.</summary>
    public string Article { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    /// <summary>What is to be filled in where the dossier says nothing.</summary>
    public LocalizedText Blank { get; init; } = LocalizedText.Same("");
}

public enum RegisterItem
{
    Controller,
    Dpo,
    JointControllers,
    Purpose,
    LegalBasis,
    DataSubjects,
    DeclaredData,
    DetectedData,
    Recipients,
    Transfers,
    Retention,
    Security,
}

public sealed record NoticeItemText
{
    public string Id { get; init; } = "";

    public string Article { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    /// <summary>When the item is due.</summary>
    public NoticeNeed Needed { get; init; }

    /// <summary>Facts of sightings in the notice: with none of one of them, the item is missing. Empty where no machine looks.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Rules whose verdicts are told beside.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The proposed text; <c>{...}</c> is filled from the manifest.</summary>
    public LocalizedText Text { get; init; } = LocalizedText.Same("");
}

/// <summary>When an item of the notice is due, by what the processings declare.</summary>
public enum NoticeNeed
{
    Always,
    Dpo,
    LegitimateInterests,
    Transfers,
    Erasure,
    Portability,
    Objection,
    Consent,
    AutomatedDecision,
    IndirectCollection,
}

public sealed record AipdQuestionText
{
    /// <summary>Of the CNIL's application: <c>111</c> to <c>227</c>.</summary>
    public int Number { get; init; }

    public AipdSection? Section { get; init; }

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    /// <summary>Beginnings of the ids of rules whose open findings bear on the question.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

public enum AipdSection
{
    Context,
    Data,
    Necessity,
    Rights,
}

public sealed record FearedEventText
{
    /// <summary>To which the offset of an event question is added: <c>320</c>, <c>330</c>, <c>340</c>.</summary>
    public int Base { get; init; }

    /// <summary>Of the CNIL's application: <c>3.2</c>.</summary>
    public string Section { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    /// <summary>Categories of declared risks that are about this event.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Beginnings of the ids of rules whose open findings are threats that lead to it.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

public sealed record EventQuestionText
{
    public int Offset { get; init; }

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    public LocalizedText Blank { get; init; } = LocalizedText.Same("");
}

public sealed record MeasureText
{
    /// <summary>Of the knowledge base of the CNIL's application.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Beginnings of words, in lower case and without accents.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

public sealed record AiRiskText
{
    public string Id { get; init; } = "";

    public LocalizedText Title { get; init; } = LocalizedText.Same("");

    /// <summary>Facts that bear on it, of whatever subject.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Beginnings of the ids of rules whose open findings bear on it.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];
}

public sealed record DecisionTexts
{
    public IReadOnlyList<LocalizedText> Register { get; init; } = [];

    public IReadOnlyList<LocalizedText> Aipd { get; init; } = [];

    public IReadOnlyList<LocalizedText> Notice { get; init; } = [];

    public IReadOnlyList<LocalizedText> Dictionary { get; init; } = [];
}
