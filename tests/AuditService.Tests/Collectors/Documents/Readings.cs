using System.Text;
using AuditService.Collectors.Documents;

namespace AuditService.Tests.Collectors.Documents;

internal static class Readings
{
    public static DocumentReading Read(byte[] content, string name = "document") => DocumentReader.Read(name, content);

    public static DocumentReading Read(string content, string name) => DocumentReader.Read(name, Encoding.UTF8.GetBytes(content));

    public static IEnumerable<string> Rules(this DocumentReading reading) => reading.Observations.Select(static o => o.Rule);

    public static DocumentObservation Only(this DocumentReading reading, string rule)
    {
        Assert.Null(reading.Unreadable);
        Assert.Equal([rule], reading.Rules());
        return reading.Observations[0];
    }

    public static void SaysNothing(this DocumentReading reading)
    {
        Assert.Null(reading.Unreadable);
        Assert.Equal([], reading.Observations.Select(static o => $"{o.Rule} {o.Detail.En}"));
    }
}
