using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;
using Ocpp.Client.Queue;
using Ocpp.Client.Wire;

namespace Simulator.Bench;

/// <summary>Our reader and writer beside System.Text.Json's, on the same messages in the same run, turn about.</summary>
public sealed class JsonBench : IBench
{
    private const int Rounds = 40;
    private const int PerRound = 4000;
    private const long UtcMs = 1_767_592_800_123;
    private const int ConnectorId = 1;
    private const int TransactionId = 4711;
    private const string IdTag = "RIDER-1";
    private const string Vendor = "Überland";
    private const string Info = "module says \"hot\"";

    private static readonly string[] s_units = ["Wh", "W", "V", "A", "A", "Percent", "Celsius"];
    private static readonly string[] s_measurands = OcppKeyTable.Measurands.Split(',');

    private readonly JsonWriter _ours = new(new byte[2048]);
    private readonly ArrayBufferWriter<byte> _bytes = new(2048);
    private readonly Utf8JsonWriter _theirs;
    private readonly JsonReader _reader = new();
    private readonly TransactionRecord _reading = Reading();
    private readonly byte[] _work = new byte[32];
    private byte[] _text = [];

    public JsonBench()
    {
        _theirs = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });
    }

    public string Name => "json";

    public void Run(IFigures figures)
    {
        WriteOurs();
        _text = Text();
        WriteTheirs();
        if (!_bytes.WrittenSpan.SequenceEqual(_text)) CheckSame(_text, _bytes.WrittenSpan.ToArray());
        var (write, writeTheirs) = Compare(WriteOurs, WriteTheirs);
        if (ReadOurs() != ReadTheirs()) throw new InvalidOperationException($"{ReadOurs()} tokens of ours for {ReadTheirs()} of theirs");
        var (read, readTheirs) = Compare(() => ReadOurs(), () => ReadTheirs());
        figures.Add("json.write_ratio", write / writeTheirs, 2);
        figures.Add("json.read_ratio", read / readTheirs, 2);
        figures.Add("json.write_mb_per_s", _text.Length / write * 1000, 0);
        figures.Add("json.read_mb_per_s", _text.Length / read * 1000, 0);
    }

    /// <summary>A reading with all seven measurands.</summary>
    public static TransactionRecord Reading() => new()
    {
        Kind = RecordKind.Meter,
        Serial = 1,
        Detail = ReadingContexts.Periodic,
        TimeMs = UtcMs,
        TimeIsUtc = true,
        RegisterWh = 1_234_567,
        PowerW = 6123,
        VoltageCentiV = 8240,
        CurrentCentiA = 7431,
        OfferedCentiA = 7500,
        SocDeciPercent = 455,
        TemperatureDeciC = 312,
    };

    /// <summary>Nanoseconds a turn, the lowest of all rounds: the time of the code when nothing else is running.</summary>
    private static (double Ours, double Theirs) Compare(Action ours, Action theirs)
    {
        (double least, double leastTheirs) = (double.MaxValue, double.MaxValue);
        for (int i = 0; i < Rounds; i++)
        {
            least = Math.Min(least, Time(ours));
            leastTheirs = Math.Min(leastTheirs, Time(theirs));
        }
        return (least, leastTheirs);
    }

    private static double Time(Action action)
    {
        long from = Stopwatch.GetTimestamp();
        for (int i = 0; i < PerRound; i++) action();
        return Stopwatch.GetElapsedTime(from).TotalNanoseconds / PerRound;
    }

    private byte[] Text() => _ours.Buffer.AsSpan(0, _ours.Count).ToArray();

    /// <summary>What a charger sends all day: a MeterValues CALL, a StatusNotification, a StartTransaction, as one array.</summary>
    private void WriteOurs()
    {
        JsonWriter w = _ours;
        w.Clear();
        w.Raw("[2,\"7f3a91c-123\",\"MeterValues\",");
        MeterValues.Write(w, ConnectorId, true, TransactionId, _reading, Measurands.All, UtcMs, _work);
        w.Byte(',');
        StatusNotification.Write(w, ConnectorId, "OtherError", Info, "Faulted", UtcMs, Vendor, _work);
        w.Byte(',');
        StartTransaction.Write(w, ConnectorId, IdTag, _reading.RegisterWh, false, 0, UtcMs, _work);
        w.Byte(']');
    }

    private void WriteTheirs()
    {
        _bytes.ResetWrittenCount();
        Utf8JsonWriter w = _theirs;
        w.Reset();
        w.WriteStartArray();
        w.WriteNumberValue(2);
        w.WriteStringValue("7f3a91c-123"u8);
        w.WriteStringValue("MeterValues"u8);
        WriteMeterValues(w);
        w.WriteStartObject();
        w.WriteNumber("connectorId"u8, ConnectorId);
        w.WriteString("errorCode"u8, "OtherError"u8);
        w.WriteString("status"u8, "Faulted"u8);
        w.WriteString("info"u8, Info);
        w.WriteString("vendorErrorCode"u8, Vendor);
        WriteTime(w, "timestamp"u8);
        w.WriteEndObject();
        w.WriteStartObject();
        w.WriteNumber("connectorId"u8, ConnectorId);
        w.WriteString("idTag"u8, IdTag);
        w.WriteNumber("meterStart"u8, _reading.RegisterWh);
        WriteTime(w, "timestamp"u8);
        w.WriteEndObject();
        w.WriteEndArray();
        w.Flush();
    }

    private void WriteMeterValues(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteNumber("connectorId"u8, ConnectorId);
        w.WriteNumber("transactionId"u8, TransactionId);
        w.WriteStartArray("meterValue"u8);
        w.WriteStartObject();
        WriteTime(w, "timestamp"u8);
        w.WriteStartArray("sampledValue"u8);
        for (int i = 0; i < s_measurands.Length; i++)
        {
            w.WriteStartObject();
            w.WritePropertyName("value"u8);
            WriteValue(w, i);
            w.WriteString("context"u8, "Sample.Periodic"u8);
            w.WriteString("measurand"u8, s_measurands[i]);
            w.WriteString("unit"u8, s_units[i]);
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter w, int measurand)
    {
        (long value, int scale) = measurand switch
        {
            0 => (_reading.RegisterWh, 0),
            1 => (_reading.PowerW, 0),
            2 => (_reading.VoltageCentiV, 2),
            3 => (_reading.CurrentCentiA, 2),
            4 => (_reading.OfferedCentiA, 2),
            5 => (_reading.SocDeciPercent, 1),
            _ => ((long)_reading.TemperatureDeciC, 1),
        };
        for (; scale > 0 && value % 10 == 0; scale--) value /= 10;
        Span<byte> text = stackalloc byte[24];
        // A decimal of the wanted scale: the platform's way to fixed-point text.
        new decimal((int)value, 0, 0, false, (byte)scale).TryFormat(text, out int written, default, System.Globalization.CultureInfo.InvariantCulture);
        w.WriteStringValue(text[..written]);
    }

    private static void WriteTime(Utf8JsonWriter w, ReadOnlySpan<byte> name) => w.WriteString(name, DateTime.UnixEpoch.AddMilliseconds(UtcMs));

    private int ReadOurs()
    {
        _reader.Reset(_text, 0, _text.Length);
        int tokens = 0;
        while (_reader.Next() is not (JsonToken.End or JsonToken.Error)) tokens++;
        return _reader.Token == JsonToken.End ? tokens : -1;
    }

    private int ReadTheirs()
    {
        var reader = new Utf8JsonReader(_text);
        int tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    /// <summary>The texts may differ in their escapes, but not in their meaning.</summary>
    private static void CheckSame(byte[] ours, byte[] theirs)
    {
        using var one = JsonDocument.Parse(ours);
        using var other = JsonDocument.Parse(theirs);
        if (!JsonElement.DeepEquals(one.RootElement, other.RootElement)) throw new InvalidOperationException($"not the same message: {Encoding.UTF8.GetString(ours)} and {Encoding.UTF8.GetString(theirs)}");
    }
}
