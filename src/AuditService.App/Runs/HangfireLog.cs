using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace AuditService.App.Runs;

/// <summary>
/// Gives Hangfire our log. Hangfire keeps the provider in a static of the process, which outlives the service that set it: of another service that has ended
/// there is no log any more, and that must not fail a job of this one.
/// </summary>
internal sealed class HangfireLog(ILoggerFactory logs) : ILogProvider
{
    private readonly AspNetCoreLogProvider living = new(logs);

    public ILog GetLogger(string name)
    {
        try
        {
            return living.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return Silence.Instance;
        }
    }

    private sealed class Silence : ILog
    {
        public static readonly Silence Instance = new();

        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
