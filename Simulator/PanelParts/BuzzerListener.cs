using Firmware.Panel;
using Simulator.World;

namespace Simulator.PanelParts;

/// <summary>Reads the buzzer's pin and reports what a person hears: how many tones, how long, and what they mean.</summary>
internal sealed class BuzzerListener
{
    /// <summary>A pause of this length ends a sequence of tones.</summary>
    private const int SilenceMs = 2 * Buzzer.RefusedMs;

    private readonly SimulatedClock _clock;
    private readonly SimulatedOutput _pin;
    private int _tones;
    private long _beganMs;
    private long _longestMs;
    private long _endedMs;

    public BuzzerListener(SimulatedOutput pin, SimulatedClock clock)
    {
        _clock = clock;
        _pin = pin;
        pin.Changed += Changed;
    }

    /// <summary>What was heard since the last call, once it is over; null for nothing.</summary>
    public string? ReadHeard()
    {
        if (_tones == 0 || _pin.High || _clock.NowMs - _endedMs < SilenceMs) return null;
        string heard = _tones == 1 && _longestMs >= Buzzer.AcceptedMs ? "one long tone: accepted" : $"{_tones} short tones: refused";
        _tones = 0;
        _longestMs = 0;
        return heard;
    }

    private void Changed(bool high)
    {
        if (high)
        {
            _beganMs = _clock.NowMs;
            return;
        }
        _tones++;
        _endedMs = _clock.NowMs;
        _longestMs = Math.Max(_longestMs, _endedMs - _beganMs);
    }
}
