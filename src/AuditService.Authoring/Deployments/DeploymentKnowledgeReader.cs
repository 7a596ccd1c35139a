using AuditService.Authoring.Binding;
using AuditService.Authoring.Yaml;
using AuditService.Core;
using AuditService.Core.Deployments;

namespace AuditService.Authoring.Deployments;

/// <summary>Reads the ends of life and the ports that travel in the program: <c>rules/deployment.yaml</c>.</summary>
public static class DeploymentKnowledgeReader
{
    private const string FileName = "deployment.yaml";

    private static readonly Lazy<DeploymentKnowledge> Built = new(Own);

    public static DeploymentKnowledge Knowledge => Built.Value;

    /// <summary>Reads the file; a line without its date, or a port twice, is a mistake.</summary>
    public static DeploymentKnowledge Read(string text, string file, ICollection<AuthorProblem> problems)
    {
        var knowledge = new RecordBinder(problems).Bind<DeploymentKnowledge>(YamlText.Parse(text, file, problems));
        var top = new SourcePosition(file, 1, 1);
        if (knowledge.Date is null)
            problems.Add(new(top, "La date du fichier manque.", "The date of the file is missing."));
        foreach (var poor in knowledge.EndsOfLife.Where(entry => entry.Until == default || entry.Versions.Count == 0))
            problems.Add(new(top, $"« {poor.Image} » doit avoir versions et until.", $"\"{poor.Image}\" must have versions and until."));
        foreach (var twice in knowledge.Ports.GroupBy(port => port.Port).Where(same => same.Count() > 1))
            problems.Add(new(top, $"Le port {twice.Key} existe deux fois.", $"Port {twice.Key} exists twice."));
        foreach (var poor in knowledge.Published.Where(entry => entry.Images.Count == 0 || entry.Service.Fr.Length == 0))
            problems.Add(new(top, $"published : « {string.Join(", ", poor.Images)} » doit avoir images et service.", $"published: \"{string.Join(", ", poor.Images)}\" must have images and service."));
        return knowledge;
    }

    private static DeploymentKnowledge Own()
    {
        using var stream = typeof(DeploymentKnowledgeReader).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        var problems = new List<AuthorProblem>();
        var own = Read(reader.ReadToEnd(), FileName, problems);
        return problems.Count == 0 ? own : throw new InvalidOperationException(string.Join(Environment.NewLine, problems.Select(problem => problem.In(Language.English))));
    }
}
