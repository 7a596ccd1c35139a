using AuditService.Collectors.Questionnaires.CanadianAia;
using AuditService.Core;

namespace AuditService.App.Scans;

/// <summary><c>audit scan aia</c>: the Canadian Algorithmic Impact Assessment, by the arithmetic of its own program.</summary>
public static class ScanAia
{
    /// <summary>Throws <see cref="AuthorMistakesException"/> with all that is wrong with either file.</summary>
    public static async Task<AiaScore> RunAsync(string definition, string answers, CancellationToken cancellation)
    {
        var problems = new List<AuthorProblem>();
        var definitionBytes = await AuthoredFile.BytesAsync(definition, problems, cancellation);
        var answerBytes = await AuthoredFile.BytesAsync(answers, problems, cancellation);
        if (problems.Count == 0 && AlgorithmicImpact.Compute(definitionBytes, definition, answerBytes, answers, problems) is { } score)
            return score;
        throw new AuthorMistakesException(problems) { Title = new("Les fichiers doivent être corrigés", "The files must be mended") };
    }
}
