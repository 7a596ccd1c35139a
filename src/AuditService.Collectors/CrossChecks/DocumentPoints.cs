using AuditService.Core.Facts;

namespace AuditService.Collectors.CrossChecks;

/// <summary>The points that a text of the law wants a document to cover, each looked for by the <c>detect</c> blocks of its own fact.</summary>
internal sealed class DocumentPoints(params IReadOnlyList<(string Id, string Fact)> points)
{
    public int Count => points.Count;

    public IEnumerable<string> Facts => points.Select(point => point.Fact);

    /// <summary>The points that no document covers; null, with the fact that is not known, when one of them could not be looked for.</summary>
    public IReadOnlyList<string>? Missing(FactSet facts, out Fact? unread, out string unreadKey)
    {
        foreach (var (_, key) in points)
        {
            var fact = facts.Find(Subject.Dossier, key);
            if (fact?.Value is ObservationsValue)
                continue;
            (unread, unreadKey) = (fact, key);
            return null;
        }

        (unread, unreadKey) = (null, "");
        return [.. points.Where(point => facts.Find(Subject.Dossier, point.Fact)?.Value is ObservationsValue { Total: 0 }).Select(point => point.Id)];
    }

    /// <summary>The points that one document does not cover; null when the list of sightings of one was cut before it could tell.</summary>
    public IReadOnlyList<string>? MissingFrom(string path, FactSet facts)
    {
        var missing = new List<string>();
        foreach (var (id, key) in points)
        {
            var sightings = (ObservationsValue)facts.Find(Subject.Dossier, key)!.Value!;
            if (sightings.Items.Any(sighting => sighting.Where.Path == path))
                continue;
            if (sightings.Total > sightings.Items.Count)
                return null;
            missing.Add(id);
        }

        return missing;
    }
}
