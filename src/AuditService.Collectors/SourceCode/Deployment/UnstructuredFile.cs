using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>A deployment file whose structure could not be read, or not to its end: that nothing was found in it says nothing.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Reason">Why.</param>
/// <param name="Facts">The facts that readers of its structure feed.</param>
internal sealed record UnstructuredFile(string Path, LocalizedText Reason, IReadOnlyList<string> Facts)
{
    private static readonly LocalizedText Terraform = new("Terraform : seuls des motifs y sont cherchés, sa structure n'a pas été lue", "Terraform: only patterns are looked for in it, its structure was not read");

    /// <summary>Null for a file whose structure was read whole, and for one that has none.</summary>
    public static UnstructuredFile? Of(SourceText text, string format)
    {
        if (format is "hcl" && text.Path.EndsWith(".tf", StringComparison.OrdinalIgnoreCase))
            return new(text.Path, Terraform, DeploymentFacts.FedBy(format));
        return format is "compose" or "kubernetes" || format is "ci" && text.Language is "yaml"
            ? DeploymentLines.WhyUnread(text, format) is { } why ? new(text.Path, why, DeploymentFacts.FedBy(format)) : null
            : null;
    }
}
