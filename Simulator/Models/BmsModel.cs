using Simulator.World;

namespace Simulator.Models;

/// <summary>What d5.. of the request frame means.</summary>
public enum BmsProfile
{
    /// <summary>d5 = 01: heating.</summary>
    A,

    /// <summary>d5-6: state of charge in 0.1 %.</summary>
    B,
}

/// <summary>
/// The vehicle's battery management system on CAN2: its request every second while plugged in, the charge counters, and
/// the Daly answer when asked. It refuses by itself after 5 s without a frame from the charger.
/// </summary>
public sealed class BmsModel : BusNode, IModel
{
    private const uint RequestId = 0x1806E5F4;
    private const uint FeedbackId = 0x18FF50E5;
    private const int RequestEveryMs = 1000;
    private const int ChargerSilentMs = 5000;
    private const byte CommunicationBit = 0x08;
    private const double ChargeVolts = 84.0;
    private const double TaperFromPercent = 90;
    private const double TaperDownToAmperes = 2;

    private VehicleModel? _vehicle;
    private long _nextRequestMs;
    private long _chargerHeardMs;
    private bool _wasPlugged;

    public string Name => "bms";

    /// <summary>The vehicle it belongs to; null while none is there.</summary>
    public VehicleModel? Vehicle
    {
        get => _vehicle;
        set
        {
            _vehicle = value;
            _wasPlugged = false;
        }
    }

    public BmsProfile Profile { get; set; }

    /// <summary>d4 of the request: 0 permits.</summary>
    public byte RefusalBits { get; set; }

    /// <summary>Sends nothing though plugged in: a broken wire.</summary>
    public bool Silent { get; set; }

    public bool Heating { get; set; }

    /// <summary>Whether the Daly request is answered.</summary>
    public bool SpeaksDaly { get; set; }

    /// <summary>Overrides the requested limits; null takes the vehicle's own.</summary>
    public double? AskVolts { get; set; }

    /// <summary>Overrides the requested current in ampere.</summary>
    public double? AskAmperes { get; set; }

    /// <summary>Flags of the charger's last frame.</summary>
    public byte FeedbackFlags { get; private set; }

    /// <summary>The current it asks for: its full current, less and less above 90 %.</summary>
    public double RequestedAmperes
    {
        get
        {
            if (AskAmperes is double asked) return asked;
            if (_vehicle is not VehicleModel vehicle) return 0;
            double full = vehicle.Kind.MaxAmperes;
            if (vehicle.SocPercent <= TaperFromPercent) return full;
            double left = (100 - vehicle.SocPercent) / (100 - TaperFromPercent);
            return Math.Max(TaperDownToAmperes, full * left);
        }
    }

    public long Step(long nowMs)
    {
        if (_vehicle is not { Plugged: true } vehicle)
        {
            _wasPlugged = false;
            return long.MaxValue;
        }
        if (!_wasPlugged)
        {
            _wasPlugged = true;
            _chargerHeardMs = nowMs;
            _nextRequestMs = nowMs;
        }
        if (nowMs >= _nextRequestMs)
        {
            _nextRequestMs = nowMs + RequestEveryMs;
            if (!Silent) Transmit(RequestId, Request(vehicle, nowMs));
        }
        return _nextRequestMs;
    }

    public override void Receive(uint id, ReadOnlySpan<byte> data, long nowMs)
    {
        if (_vehicle is not { Plugged: true } vehicle || Silent || data.Length != 8) return;
        switch (id)
        {
            case FeedbackId:
                _chargerHeardMs = nowMs;
                FeedbackFlags = data[4];
                break;
            case 0x160B0180:
                Transmit(0x160B8001, Counter(vehicle.ChargedMah));
                break;
            case 0x160D0180:
                Transmit(0x160D8001, Counter(vehicle.DischargedMah));
                break;
            case 0x18900140 when SpeaksDaly:
                Transmit(0x18904001, Daly(vehicle));
                break;
        }
    }

    private byte[] Request(VehicleModel vehicle, long nowMs)
    {
        byte[] data = new byte[8];
        PutU16(data, 0, (int)Math.Round((AskVolts ?? ChargeVolts) * 10));
        PutU16(data, 2, (int)Math.Round(RequestedAmperes * 10));
        data[4] = RefusalBits;
        if (nowMs - _chargerHeardMs > ChargerSilentMs) data[4] |= CommunicationBit;
        if (Profile == BmsProfile.B) PutU16(data, 5, (int)Math.Round(vehicle.SocPercent * 10));
        else if (Heating) data[5] = 1;
        return data;
    }

    private static byte[] Counter(double milliampereHours)
    {
        byte[] data = new byte[8];
        PutU32(data, 0, (uint)milliampereHours);
        return data;
    }

    private static byte[] Daly(VehicleModel vehicle)
    {
        byte[] data = new byte[8];
        PutU16(data, 0, (int)Math.Round(vehicle.OpenCircuitVolts * 10));
        PutU16(data, 4, 30000);
        PutU16(data, 6, (int)Math.Round(vehicle.SocPercent * 10));
        return data;
    }
}
