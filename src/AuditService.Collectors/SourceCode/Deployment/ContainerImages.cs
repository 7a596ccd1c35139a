using AuditService.Authoring.Yaml;

namespace AuditService.Collectors.SourceCode.Deployment;

/// <summary>Images named without the version that is meant (CWE-494): what runs changes when the publisher moves the name.</summary>
internal static class ContainerImages
{
    private const int MaximumDepth = 12;

    /// <summary>True for a name without a tag, or with "latest", and without a digest; what a variable or a template fills in is unknown.</summary>
    public static bool Floats(string image)
    {
        image = image.Trim();
        if (image.Length == 0 || image.Contains('@') || image.Contains('$') || image.Contains('{') || image.Contains(' '))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[(colon + 1)..] is "latest" or "";
    }

    /// <param name="image">The node that names it.</param>
    /// <param name="sight">Receives it where it floats.</param>
    public static void See(YamlNode? image, DeploymentSight sight)
    {
        if (image is YamlScalar { IsNull: false } name && Floats(name.Value))
            sight.See(DeploymentFacts.FloatingImages, name.At.Line, 1, null);
    }

    /// <summary>The images that jobs of a pipeline run in: <c>image</c>, <c>container</c> and <c>services</c>. Inputs of a step (<c>with</c>) are no image that runs.</summary>
    public static void ScanPipeline(SourceText text, DeploymentSight sight)
    {
        foreach (var root in text.Yaml.Roots)
            Walk(root, sight, 0);
    }

    private static void Walk(YamlNode node, DeploymentSight sight, int depth)
    {
        if (depth > MaximumDepth)
            return;
        if (node is YamlSequence sequence)
        {
            foreach (var item in sequence.Items.Take(500))
                Walk(item, sight, depth + 1);
        }
        else if (node is YamlMapping mapping)
        {
            foreach (var entry in mapping.Entries.Take(500))
            {
                if (entry.Key is "with" or "env" or "variables" or "inputs")
                    continue;
                if (entry.Key is "image" or "container" && entry.Value is YamlScalar)
                    See(entry.Value, sight);
                else if (entry.Key is "image" && entry.Value is YamlMapping described)
                    See(described.Find("name"), sight);
                else if (entry.Key is "services" && entry.Value is YamlSequence services)
                    services.Items.OfType<YamlScalar>().ToList().ForEach(service => See(service, sight));
                else
                    Walk(entry.Value, sight, depth + 1);
            }
        }
    }
}
