namespace Simulator.Cli;

/// <summary>Something that can be refused before a command begins; the message names the option, its value and what is allowed.</summary>
public class UsageException(string message) : Exception(message);

/// <summary>A command that works on the project's sources was called where there are none: an installed tool, a container.</summary>
public sealed class NoCheckoutException(string message) : UsageException(message);
