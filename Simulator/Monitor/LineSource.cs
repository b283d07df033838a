using System.Diagnostics;
using Simulator.Cli;

namespace Simulator.Monitor;

/// <summary>Where the monitored lines come from: a serial port, standard input, or a simulated session of our own.</summary>
public static class LineSource
{
    public const string Simulated = "sim";
    public const string StandardInput = "-";
    private const int ConsoleBaud = 115200;

    /// <summary>Opens the source; the caller disposes what it gets. Throws IOException or UnauthorizedAccessException with the port's name when it cannot be opened.</summary>
    public static TextReader Open(string port) => new BoundedLines(port switch
    {
        StandardInput => Console.In,
        Simulated => OpenSimulator(),
        _ => OpenPort(port),
    }, BoundedLines.MostHeard);

    /// <summary>The sending direction of the same port, for typed lines; standard input and the simulated session have none.</summary>
    public static TextWriter OpenForTyping(string port)
    {
        if (port is StandardInput or Simulated) throw new IOException("nothing can be typed there");
        return new StreamWriter(SerialFile.Open(port, FileAccess.Write)) { AutoFlush = true };
    }

    private static StreamReader OpenPort(string name)
    {
        SerialFile.Set(name, ConsoleBaud);
        return new StreamReader(SerialFile.Open(name, FileAccess.Read));
    }

    private static StreamReader OpenSimulator()
    {
        var program = Environment.ProcessPath ?? throw new IOException("the simulator does not know its own path");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") start.ArgumentList.Add(typeof(LineSource).Assembly.Location);
        start.ArgumentList.Add("run");
        start.ArgumentList.Add("--all");
        return Process.Start(start)?.StandardOutput ?? throw new IOException($"{program} did not start");
    }
}
