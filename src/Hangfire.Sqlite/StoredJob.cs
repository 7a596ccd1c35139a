using System.Globalization;
using Hangfire.Common;
using Hangfire.Storage;

namespace Hangfire.Sqlite;

/// <summary>Between Hangfire's words for a job and the columns that keep it.</summary>
internal static class StoredJob
{
    /// <summary>Null for what no job of this storage can be named: then there is none.</summary>
    public static long? Id(string? jobId) => long.TryParse(jobId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Serialize(Job job) => InvocationData.SerializeJob(job).SerializePayload();

    /// <summary>A payload that cannot be loaded any more is told, not thrown: the dashboard shows it, the worker fails it.</summary>
    public static Loaded Load(string invocation)
    {
        InvocationData? data = null;
        try
        {
            data = InvocationData.DeserializePayload(invocation);
            return new(data.DeserializeJob(), data, null);
        }
        catch (JobLoadException exception)
        {
            return new(null, data, exception);
        }
        catch (Newtonsoft.Json.JsonException broken)
        {
            return new(null, data, new("The stored invocation cannot be read.", broken));
        }
    }

    public static string SerializeData(IDictionary<string, string?>? data) => SerializationHelper.Serialize(data ?? new Dictionary<string, string?>());

    /// <summary>Keys compare without case, as every reader of state data expects.</summary>
    public static Dictionary<string, string> DeserializeData(string? data) =>
        new(data is null ? [] : SerializationHelper.Deserialize<Dictionary<string, string>>(data) ?? [], StringComparer.OrdinalIgnoreCase);

    internal sealed record Loaded(Job? Job, InvocationData? Data, JobLoadException? Exception);
}
