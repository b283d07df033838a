using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Simulator.Drive;

/// <summary>
/// A serial cable made of the operating system's pseudo terminal: one end is here, the other a device file that any terminal
/// program opens. Raw, without echo; without a reader at the other end the bytes are lost, as on a real line.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PseudoTerminal : IDisposable
{
    // Numbers of Linux.
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;
    private const int Now = 0;

    /// <summary>Larger than any system's struct termios.</summary>
    private const int TermiosBytes = 256;

    private readonly int _end;

    /// <summary>Kept open: without a second user the first end would hang up whenever a program closes its own.</summary>
    private readonly int _held;
    private bool _closed;

    public PseudoTerminal()
    {
        _end = Checked(posix_openpt(ReadWrite | NotControlling), "posix_openpt");
        Checked(grantpt(_end), "grantpt");
        Checked(unlockpt(_end), "unlockpt");
        Name = Marshal.PtrToStringUTF8(ptsname(_end)) ?? throw new IOException("the pseudo terminal has no name");
        _held = Checked(open(Encoding.UTF8.GetBytes(Name + "\0"), ReadWrite | NotControlling), $"open {Name}");
        byte[] settings = new byte[TermiosBytes];
        Checked(tcgetattr(_held, settings), "tcgetattr");
        cfmakeraw(settings);
        Checked(tcsetattr(_held, Now, settings), "tcsetattr");
        Checked(fcntl(_end, SetFlags, NonBlocking), "fcntl");
    }

    /// <summary>The other end: /dev/pts/3.</summary>
    public string Name { get; }

    /// <summary>Bytes that have come from the other end; 0 for none.</summary>
    public int Read(byte[] into) => Math.Max(0, (int)read(_end, into, into.Length));

    /// <summary>Bytes that do not fit, because the other end does not read, are lost.</summary>
    public void Write(byte[] bytes) => write(_end, bytes, bytes.Length);

    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        _ = close(_end);
        _ = close(_held);
    }

    private static int Checked(int result, string call) => result >= 0 ? result : throw new IOException($"{call} failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", SetLastError = true)]
    private static extern int posix_openpt(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int grantpt(int end);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlockpt(int end);

    [DllImport("libc", SetLastError = true)]
    private static extern IntPtr ptsname(int end);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] name, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcgetattr(int end, byte[] settings);

    [DllImport("libc")]
    private static extern void cfmakeraw(byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int tcsetattr(int end, int when, byte[] settings);

    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(int end, int command, int value);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int end, byte[] into, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int end, byte[] from, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int end);
}
