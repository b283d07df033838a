using Charger.Runtime;

namespace Simulator.World;

/// <summary>What happens to the write that a fault hits.</summary>
public enum WriteFault
{
    /// <summary>Nothing of it arrives.</summary>
    Lost,

    /// <summary>The first half of its bytes arrives.</summary>
    Torn,
}

/// <summary>
/// Flash as a dictionary. It survives a reboot because the simulator keeps it; a power cut can be ordered for the N-th write,
/// after which every call fails until <see cref="Restore"/>.
/// </summary>
public sealed class MemoryStorage : IStorage
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Dictionary<string, int> _writesOf = [];
    private int _failAtWrite = -1;
    private WriteFault _fault;

    /// <summary>Called before each write, append and delete: the flash budget that freezes every thread.</summary>
    public Action<string>? Freezing { get; set; }

    /// <summary>Called when an ordered fault hits: where a power cut at a write begins.</summary>
    public Action? PowerLost { get; set; }

    /// <summary>Writes, appends and deletes so far.</summary>
    public int Writes { get; private set; }

    public long BytesWritten { get; private set; }

    /// <summary>Writes, appends and deletes by file.</summary>
    public IReadOnlyDictionary<string, int> WritesOf => _writesOf;

    /// <summary>The most bytes a file has had.</summary>
    public Dictionary<string, int> MostOf { get; } = [];

    /// <summary>Bytes all files take together.</summary>
    public int BytesUsed => _files.Values.Sum(f => f.Length);

    /// <summary>Names of the files there are, in alphabetic order.</summary>
    public IReadOnlyList<string> Names => _files.Keys.Order(StringComparer.Ordinal).ToList();

    /// <summary>True after a fault has hit, until <see cref="Restore"/>.</summary>
    public bool Failed { get; private set; }

    /// <summary>While true every write, append and delete is refused, takes its time nevertheless and leaves nothing behind.</summary>
    public bool Refusing { get; set; }

    /// <summary>Calls refused so far while <see cref="Refusing"/>.</summary>
    public int Refused { get; private set; }

    /// <summary>Refused calls by file.</summary>
    public Dictionary<string, int> RefusedOf { get; } = [];

    /// <summary>Lets the write numbered <paramref name="write"/> (1 is the next one) fail, and everything after it.</summary>
    public void FailAfter(int write, WriteFault fault)
    {
        _failAtWrite = Writes + write;
        _fault = fault;
    }

    /// <summary>Power is back: what arrived is there, everything works again.</summary>
    public void Restore()
    {
        Failed = false;
        _failAtWrite = -1;
    }

    public int Length(string name) => _files.TryGetValue(name, out byte[]? file) ? file.Length : -1;

    public int Read(string name, int position, byte[] buffer, int offset, int count)
    {
        if (!_files.TryGetValue(name, out byte[]? file)) return -1;
        int there = Math.Max(0, Math.Min(count, file.Length - position));
        if (there > 0) Array.Copy(file, position, buffer, offset, there);
        return there;
    }

    public bool Write(string name, byte[] buffer, int offset, int count)
    {
        int arrives = Begin(name, count);
        if (arrives >= 0) Put(name, buffer.AsSpan(offset, arrives).ToArray());
        return arrives == count;
    }

    public bool Append(string name, byte[] buffer, int offset, int count)
    {
        int arrives = Begin(name, count);
        if (arrives >= 0)
        {
            byte[] old = _files.GetValueOrDefault(name) ?? [];
            byte[] whole = new byte[old.Length + arrives];
            old.CopyTo(whole, 0);
            Array.Copy(buffer, offset, whole, old.Length, arrives);
            Put(name, whole);
        }
        return arrives == count;
    }

    public bool Delete(string name)
    {
        if (Begin(name, 0) < 0) return false;
        _files.Remove(name);
        return true;
    }

    /// <summary>Puts a file there from outside, as deploying files over the cable does.</summary>
    public void Deploy(string name, byte[] content) => _files[name] = content;

    /// <summary>These files and no others, put there from outside.</summary>
    public void Replace(IReadOnlyDictionary<string, byte[]> files)
    {
        _files.Clear();
        foreach ((string name, byte[] content) in files) _files[name] = [.. content];
    }

    private void Put(string name, byte[] content)
    {
        _files[name] = content;
        MostOf[name] = Math.Max(MostOf.GetValueOrDefault(name), content.Length);
    }

    /// <summary>Bytes that arrive, -1 for none at all.</summary>
    private int Begin(string name, int count)
    {
        if (Failed) return -1;
        Freezing?.Invoke(name);
        if (Refusing)
        {
            Refused++;
            RefusedOf[name] = RefusedOf.GetValueOrDefault(name) + 1;
            return -1;
        }
        Writes++;
        _writesOf[name] = _writesOf.GetValueOrDefault(name) + 1;
        if (Writes != _failAtWrite)
        {
            BytesWritten += count;
            return count;
        }
        Failed = true;
        PowerLost?.Invoke();
        return _fault == WriteFault.Torn && count > 1 ? count / 2 : -1;
    }
}
