namespace AuditService.Collectors.SourceCode.Dependencies.Advisories;

/// <summary>The base score of a CVSS 3.0 or 3.1 vector, by the formulas of its specification (FIRST, CVSS v3.1, section 7.1), as a word (section 5).</summary>
internal static class CvssVector
{
    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>, or <c>unknown</c> for a vector that is none.</summary>
    public static string Severity(string vector) => Score(vector) switch
    {
        null or 0 => "unknown",
        < 4 => "low",
        < 7 => "medium",
        < 9 => "high",
        _ => "critical",
    };

    /// <summary>0 to 10, or null.</summary>
    public static double? Score(string vector)
    {
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in vector.Split('/').Skip(1).Take(40))
        {
            if (part.Split(':') is [var name, var value])
                metrics[name] = value;
        }
        var scopeChanges = metrics.GetValueOrDefault("S") is "C";
        var reach = Weight("AV", ("N", 0.85), ("A", 0.62), ("L", 0.55), ("P", 0.2));
        var ease = Weight("AC", ("L", 0.77), ("H", 0.44));
        var rights = Weight("PR", ("N", 0.85), ("L", scopeChanges ? 0.68 : 0.62), ("H", scopeChanges ? 0.5 : 0.27));
        var person = Weight("UI", ("N", 0.85), ("R", 0.62));
        var secrecy = Weight("C", ("H", 0.56), ("L", 0.22), ("N", 0));
        var integrity = Weight("I", ("H", 0.56), ("L", 0.22), ("N", 0));
        var service = Weight("A", ("H", 0.56), ("L", 0.22), ("N", 0));
        if (!metrics.ContainsKey("S") || reach is null || ease is null || rights is null || person is null || secrecy is null || integrity is null || service is null)
            return null;
        var loss = 1 - (1 - secrecy.Value) * (1 - integrity.Value) * (1 - service.Value);
        var impact = scopeChanges ? 7.52 * (loss - 0.029) - 3.25 * Math.Pow(loss - 0.02, 15) : 6.42 * loss;
        if (impact <= 0)
            return 0;
        var exploitability = 8.22 * reach.Value * ease.Value * rights.Value * person.Value;
        return RoundUp(Math.Min(scopeChanges ? 1.08 * (impact + exploitability) : impact + exploitability, 10));

        double? Weight(string metric, params ReadOnlySpan<(string Value, double Weight)> weights)
        {
            foreach (var (value, weight) in weights)
            {
                if (string.Equals(metrics.GetValueOrDefault(metric), value, StringComparison.Ordinal))
                    return weight;
            }
            return null;
        }
    }

    /// <summary>To one decimal, upwards, without the noise of floating point (appendix A).</summary>
    private static double RoundUp(double score)
    {
        var whole = (long)Math.Round(score * 100_000);
        return whole % 10_000 == 0 ? whole / 100_000.0 : (Math.Floor(whole / 10_000.0) + 1) / 10.0;
    }
}
