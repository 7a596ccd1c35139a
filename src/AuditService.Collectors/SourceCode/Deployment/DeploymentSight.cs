using AuditService.Collectors.SourceCode.Secrets;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>Writes down what is seen in one deployment file. What serves tests only is never sure.</summary>
internal sealed class DeploymentSight(SourceText text)
{
    private const double InTests = 0.55;
    private const double OfOthers = 0.5;

    private readonly double weight = text.IsOfOthers ? OfOthers : SecretJudge.ContextOf(text.Path) == SecretContext.Tests ? InTests : 1;
    private readonly List<Sighting> sightings = [];
    private readonly List<string> marks = [];

    public IReadOnlyList<Sighting> Sightings => sightings;

    /// <summary>What the file says that answers a sighting of another file.</summary>
    public IReadOnlyList<string> Marks => marks;

    public void Mark(string mark) => marks.Add(mark);

    /// <param name="fact">The fact that the sighting belongs to.</param>
    /// <param name="line">From 1.</param>
    /// <param name="confidence">0 to 1.</param>
    /// <param name="detail">What is wrong, in words.</param>
    /// <param name="unless">Marks of the project that answer it.</param>
    public void See(string fact, int line, double confidence, LocalizedText? detail, params IReadOnlyList<string> unless) =>
        Add(fact, line, confidence, detail, Excerpts.Quote(text, text.Offset(line), []), valueHash: null, unless);

    /// <summary>A value that must not be written: its name, and the value masked.</summary>
    public void SeeSecret(string fact, int line, double confidence, string name, string value) =>
        Add(fact, line, confidence, null, Excerpts.Shorten($"{name} = {SecretValue.Mask(value)}"), SecretValue.Hash(value), []);

    private void Add(string fact, int line, double confidence, LocalizedText? detail, string excerpt, string? valueHash, IReadOnlyList<string> unless) =>
        sightings.Add(new(fact, Rule: null, text.Path, line, 1, excerpt, Math.Round(confidence * weight, 2), valueHash, detail) { Unless = unless });
}
