using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace AuditService.App.Telemetry;

/// <summary>Sends spans and figures where OpenTelemetry's own variables say, and nowhere when they say nothing.</summary>
public static class TelemetryExport
{
    /// <summary>The variable of the OpenTelemetry specification (OTLP exporter) that turns it on; the others of that specification hold as well.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string WebServer = "Microsoft.AspNetCore";

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        if (string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(EndpointVariable)))
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("auditservice", serviceVersion: ProgramVersion.Current))
            .WithTracing(tracing => tracing.AddSource(AuditTelemetry.Name, WebServer))
            .WithMetrics(metrics => metrics.AddMeter(AuditTelemetry.Name, WebServer + ".Hosting", WebServer + ".Server.Kestrel", "System.Runtime"))
            .UseOtlpExporter();
        return services;
    }
}
