using System.Diagnostics;

namespace Simulator.Monitor;

/// <summary>Where the monitored lines come from: a serial port, standard input, or a simulated session of our own.</summary>
public static class LineSource
{
    public const string Simulated = "sim";
    public const string StandardInput = "-";
    private const int ConsoleBaud = 115200;

    /// <summary>Opens the source; the caller disposes what it gets. Throws IOException or UnauthorizedAccessException with the port's name when it cannot be opened.</summary>
    public static TextReader Open(string port) => port switch
    {
        StandardInput => Console.In,
        Simulated => OpenSimulator(),
        _ => OpenPort(port),
    };

    /// <summary>The same port's other direction, for who types; standard input and the simulated session have none.</summary>
    public static TextWriter OpenForTyping(string port)
    {
        if (port is StandardInput or Simulated) throw new IOException("nothing can be typed there");
        string name = OperatingSystem.IsWindows() ? $@"\\.\{port}" : port;
        return new StreamWriter(new FileStream(name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1)) { AutoFlush = true };
    }

    /// <summary>The operating system's own tool sets the line (stty, or mode on Windows); reading it is reading a file.</summary>
    private static StreamReader OpenPort(string name)
    {
        var windows = OperatingSystem.IsWindows();
        if (!windows && !File.Exists(name)) throw new IOException("there is no such device");
        var set = windows ? new ProcessStartInfo("mode", [$"{name}:", $"BAUD={ConsoleBaud}", "PARITY=n", "DATA=8", "STOP=1"])
            : new ProcessStartInfo("stty", [OperatingSystem.IsMacOS() ? "-f" : "-F", name, $"{ConsoleBaud}", "raw", "-echo", "cs8", "-parenb", "-cstopb"]);
        set.RedirectStandardOutput = set.RedirectStandardError = true;
        using (var process = Process.Start(set) ?? throw new IOException($"{set.FileName} did not start"))
        {
            process.WaitForExit();
            if (process.ExitCode != 0) throw new IOException($"{set.FileName} refused it: {process.StandardError.ReadToEnd().Trim()}");
        }
        return new StreamReader(new FileStream(windows ? $@"\\.\{name}" : name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
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
