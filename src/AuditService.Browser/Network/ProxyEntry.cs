namespace AuditService.Browser.Network;

/// <summary>One connection that the browser asked for, as evidence: where to, what became of it, how many bytes went each way.</summary>
public sealed record ProxyEntry(string Host, int Port, bool Allowed, string Verdict, long BytesSent, long BytesReceived);
