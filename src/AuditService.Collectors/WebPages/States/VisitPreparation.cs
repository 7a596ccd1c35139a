using AuditService.Core.Dossiers.Manifests;

namespace AuditService.Collectors.WebPages.States;

/// <summary>What is done to a page before it is looked at.</summary>
/// <param name="Steps">In their order.</param>
/// <param name="Values">Secrets by the name of their variable; never part of what is kept.</param>
/// <param name="MayWrite">Whether what the steps set off may send data (anything but GET, HEAD and OPTIONS); a file of the dossier has nobody to send it to.</param>
public sealed record VisitPreparation(IReadOnlyList<StepEntry> Steps, IReadOnlyDictionary<string, string> Values, bool MayWrite);
