namespace Simulator.Cli;

/// <summary>Something that can be refused before a command begins; the message names the option, its value and what is allowed.</summary>
public sealed class UsageException(string message) : Exception(message);
