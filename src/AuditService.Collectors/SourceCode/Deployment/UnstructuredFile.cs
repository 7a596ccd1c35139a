using AuditService.Authoring.Yaml;
using AuditService.Core;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>A deployment file whose structure could not be read, or not to its end: that nothing was found in it says nothing.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Reason">Why.</param>
/// <param name="Facts">The facts that readers of its structure feed.</param>
internal sealed record UnstructuredFile(string Path, LocalizedText Reason, IReadOnlyList<string> Facts)
{
    private static readonly string[] OfCompose =
        [DeploymentFacts.PublishedPorts, DeploymentFacts.UnboundedServices, DeploymentFacts.PrivilegedContainers, DeploymentFacts.FloatingImages, DeploymentFacts.EndedImages, CodeReading.OpenDatabases];

    private static readonly string[] OfKubernetes =
    [
        DeploymentFacts.Privileged, DeploymentFacts.Unhardened, DeploymentFacts.Unlimited, DeploymentFacts.ClearEntries, DeploymentFacts.WideRights, DeploymentFacts.ClearSecrets, DeploymentFacts.Unisolated,
        DeploymentFacts.PrivilegedContainers, DeploymentFacts.FloatingImages, DeploymentFacts.EndedImages, CodeReading.OpenDatabases,
    ];

    private static readonly string[] OfTerraform =
        [DeploymentFacts.PublishedPorts, DeploymentFacts.ClearEntries, DeploymentFacts.WideRights];

    /// <summary>Null for a file whose structure was read whole, and for one that has none.</summary>
    public static UnstructuredFile? Of(SourceText text, string format)
    {
        switch (format)
        {
            case "kubernetes" when text.Text.Contains("{{", StringComparison.Ordinal):
                return new(text.Path, new("modèle (Helm, Jinja) : son contenu n'existe qu'une fois rempli, sa structure n'a pas été lue", "template (Helm, Jinja): its content exists only once filled in, its structure was not read"), OfKubernetes);
            case "compose" or "kubernetes":
                var problems = new List<AuthorProblem>();
                ForeignYaml.Read(text.Text, text.Path, problems);
                return problems.Count == 0 ? null : new(
                    text.Path,
                    new($"ligne {problems[0].At.Line} : {problems[0].Message.Fr.TrimEnd()} Ce qui suit n'a pas été lu.", $"line {problems[0].At.Line}: {problems[0].Message.En} What follows was not read."),
                    format is "compose" ? OfCompose : OfKubernetes);
            case "hcl" when text.Path.EndsWith(".tf", StringComparison.OrdinalIgnoreCase):
                return new(text.Path, new("Terraform : seuls des motifs y sont cherchés, sa structure n'a pas été lue", "Terraform: only patterns are looked for in it, its structure was not read"), OfTerraform);
            default:
                return null;
        }
    }
}
