namespace Hangfire.Sqlite;

/// <summary>Times as the file keeps them: UTC milliseconds since 1970.</summary>
internal static class Milliseconds
{
    public static long Now(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static long After(this TimeProvider clock, TimeSpan span) => clock.Now() + (long)span.TotalMilliseconds;

    public static long From(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    public static DateTime ToDateTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    public static DateTime? ToDateTime(long? milliseconds) => milliseconds is { } known ? ToDateTime(known) : null;
}
