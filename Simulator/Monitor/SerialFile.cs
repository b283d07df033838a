using System.Diagnostics;

namespace Simulator.Monitor;

/// <summary>A serial port as a file: the operating system's own tool sets the line (stty, or mode on Windows).</summary>
public static class SerialFile
{
    /// <summary>Sets the line to 8N1 without echo. Throws IOException with the reason when there is no such port or it refuses.</summary>
    public static void Set(string name, int baud)
    {
        bool windows = OperatingSystem.IsWindows();
        if (!windows && !File.Exists(name)) throw new IOException("there is no such device");
        var set = windows ? new ProcessStartInfo("mode", [$"{name}:", $"BAUD={baud}", "PARITY=n", "DATA=8", "STOP=1"])
            : new ProcessStartInfo("stty", [OperatingSystem.IsMacOS() ? "-f" : "-F", name, $"{baud}", "raw", "-echo", "cs8", "-parenb", "-cstopb"]);
        set.RedirectStandardOutput = set.RedirectStandardError = true;
        using Process process = Process.Start(set) ?? throw new IOException($"{set.FileName} did not start");
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{set.FileName} refused it: {process.StandardError.ReadToEnd().Trim()}");
    }

    public static FileStream Open(string name, FileAccess access) =>
        new(OperatingSystem.IsWindows() ? $@"\\.\{name}" : name, FileMode.Open, access, FileShare.ReadWrite, 1);
}
