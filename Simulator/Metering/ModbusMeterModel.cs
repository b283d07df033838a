using System.Buffers.Binary;
using Charger.Metering;
using Charger.Runtime;

namespace Simulator.Metering;

/// <summary>An Eastron meter at the other end of a serial line, by its protocol document: answers function 4 for pairs of its input registers.</summary>
/// <param name="nowMs">Time that decides when an answer has come.</param>
/// <param name="valueOf">What a register shows, in the unit of the document; null for a register that the meter has not.</param>
public sealed class ModbusMeterModel(Func<long> nowMs, byte address, Func<int, float?> valueOf) : ISerialLine
{
    /// <summary>From the request to the answer.</summary>
    public const int LatencyMs = 60;

    private const int RequestBytes = 8;
    private const byte ReadInput = 4;
    private const byte IllegalFunction = 1;
    private const byte IllegalAddress = 2;

    private readonly List<byte> _received = [];
    private readonly Queue<byte> _answer = new();
    private long _readyMs;

    /// <summary>No supply, or a broken wire.</summary>
    public bool Silent { get; set; }

    /// <summary>One bit of each answer is wrong.</summary>
    public bool Garbled { get; set; }

    /// <summary>Requests with a right check sum that were for it.</summary>
    public int Requests { get; private set; }

    public int Read(byte[] buffer, int offset, int count)
    {
        int n = 0;
        while (nowMs() >= _readyMs && n < count && _answer.TryDequeue(out byte value)) buffer[offset + n++] = value;
        return n;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        _received.AddRange(buffer.AsSpan(offset, count));
        if (_received.Count < RequestBytes) return;
        byte[] request = [.. _received];
        _received.Clear();
        if (Silent || request.Length != RequestBytes || request[0] != address || !Crc16.Holds(request, 0, RequestBytes)) return;
        Requests++;
        _readyMs = nowMs() + LatencyMs;
        byte[] answer = AnswerTo(request);
        if (Garbled) answer[3] ^= 1;
        foreach (byte value in answer) _answer.Enqueue(value);
    }

    private byte[] AnswerTo(byte[] request)
    {
        if (request[1] != ReadInput) return Refused(request[1], IllegalFunction);
        int register = BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(2));
        if (request[5] != MeterRegisters.RegistersAValue || valueOf(register) is not float value) return Refused(ReadInput, IllegalAddress);
        byte[] answer = new byte[9];
        answer[0] = address;
        answer[1] = ReadInput;
        answer[2] = sizeof(float);
        BinaryPrimitives.WriteSingleBigEndian(answer.AsSpan(3), value);
        Crc16.Append(answer, 7);
        return answer;
    }

    private byte[] Refused(byte function, byte exception)
    {
        byte[] answer = [address, (byte)(function | 0x80), exception, 0, 0];
        Crc16.Append(answer, 3);
        return answer;
    }
}
