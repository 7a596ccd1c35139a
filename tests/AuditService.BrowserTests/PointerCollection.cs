namespace AuditService.BrowserTests;

/// <summary>Tests that move the pointer run by themselves.</summary>
[CollectionDefinition("pointer", DisableParallelization = true)]
public sealed class PointerCollection;
