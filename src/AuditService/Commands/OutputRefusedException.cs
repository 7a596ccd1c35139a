namespace AuditService.Commands;

/// <summary>A file that the user asked for cannot be written where they asked; the message is its path.</summary>
internal sealed class OutputRefusedException(string path, Exception why) : Exception(path, why);
