using System;

namespace Charger.Can
{
    /// <summary>What a frame of the power module reports.</summary>
    public enum ModuleSignal
    {
        /// <summary>Not a frame or function of this bus.</summary>
        None,
        /// <summary>0x00433F01: voltage and current at the terminals, the source of billing.</summary>
        TerminalPower,
        /// <summary>0x00473F01: a sign of life only.</summary>
        TerminalStatus,
        /// <summary>0x18FF50E5: a sign of life only.</summary>
        Heartbeat,
        /// <summary>0x32: whether the module is on, or the answer to START or STOP.</summary>
        PowerEcho,
        /// <summary>0x00: the voltage limit that the module uses; never proof of a battery.</summary>
        VoltageEcho,
        /// <summary>0x03: the current limit that the module uses.</summary>
        CurrentEcho,
        /// <summary>0x84: the module's own reading of its output, mV.</summary>
        OutputVoltage,
        /// <summary>0x82: the module's own reading of its output, mA.</summary>
        OutputCurrent,
        /// <summary>0x79: mV; 0 without mains.</summary>
        MainsVoltage,
        /// <summary>0x80: 0.001 degC.</summary>
        InletTemperature,
        /// <summary>0x7F: 0.001 degC.</summary>
        InternalTemperature,
        /// <summary>0x83: a bit field.</summary>
        Alarms,
    }

    /// <summary>One decoded frame of the power module; one object is reused for all frames.</summary>
    public sealed class ModuleReading
    {
        /// <summary>Which of the other fields the frame has filled; the rest keep what an earlier frame left there.</summary>
        public ModuleSignal Signal;

        /// <summary>
        /// The measured or echoed value in mV, mA or m°C, depending on the signal; for terminal power the voltage. May be above the
        /// plausible range; <see cref="MeasuredSignal.Unknown"/> below it.
        /// </summary>
        public int Milli;

        /// <summary>Terminal power: the current in mA, with the range of <see cref="Milli"/>.</summary>
        public int TerminalMa;

        /// <summary>Power echo: <see cref="On"/> or <see cref="Off"/>.</summary>
        public int Power;
        /// <summary>The module is on.</summary>
        public const int On = 1;
        /// <summary>The module is off.</summary>
        public const int Off = 0;

        /// <summary>d4..7 as received: what a limit is acknowledged by; of <see cref="ModuleSignal.Alarms"/> the bits (charger-protocol.md, "0x83").</summary>
        public uint Raw;
    }

    /// <summary>Frames of CAN1 from and to numbers (charger-protocol.md, "CAN1: firmware to power module"). Pure; writes only into what it is given.</summary>
    public static class ModuleCodec
    {
        private const int Half = ModuleProtocol.Scale / 2;

        /// <summary>Volt x 1024, rounded to nearest.</summary>
        public static uint RawVoltage(int milliVolt)
        {
            return (uint)(((long)milliVolt * ModuleProtocol.Scale + 500) / 1000);
        }

        /// <summary>Ampere x 1024 / rated current, half up. The rated current is above zero.</summary>
        public static uint RawCurrent(int milliAmpere, int ratedMa)
        {
            return (uint)(((long)milliAmpere * ModuleProtocol.Scale * 2 + ratedMa) / (2L * ratedMa));
        }

        /// <summary>0x32: START or STOP.</summary>
        public static void EncodePower(byte[] into, bool on)
        {
            Array.Clear(into, 0, ModuleProtocol.FrameBytes);
            into[0] = ModuleProtocol.Good;
            into[1] = ModuleProtocol.PowerFunction;
            into[3] = on ? ModuleProtocol.PowerOn : ModuleProtocol.PowerOff;
        }

        /// <summary>0x00 or 0x03: a limit in the module's own unit.</summary>
        public static void EncodeLimit(byte[] into, byte function, uint raw)
        {
            Array.Clear(into, 0, ModuleProtocol.FrameBytes);
            into[0] = ModuleProtocol.Good;
            into[1] = function;
            BigEndian.PutU32(into, 4, raw);
        }

        /// <summary>0x84, 0x82, 0x79, 0x80, 0x83 or 0x7F: asks for one reading.</summary>
        public static void EncodeQuery(byte[] into, byte function)
        {
            Array.Clear(into, 0, ModuleProtocol.FrameBytes);
            into[0] = ModuleProtocol.Good;
            into[1] = function;
        }

        /// <summary>Decodes one frame; <paramref name="into"/> holds its signal also when the value is dropped or refused.</summary>
        public static DecodeResult Decode(uint id, byte[] data, int count, int ratedMa, ModuleReading into)
        {
            into.Signal = ModuleSignal.None;
            if (count != ModuleProtocol.FrameBytes) return DecodeResult.WrongLength;
            switch (id)
            {
                case ModuleProtocol.TerminalPowerId: return DecodeTerminalPower(data, into);
                case ModuleProtocol.TerminalStatusId:
                    // Only a sign of life: whether it charges is read back by 0x32.
                    into.Signal = ModuleSignal.TerminalStatus;
                    return DecodeResult.Ok;
                case ModuleProtocol.HeartbeatId:
                    into.Signal = ModuleSignal.Heartbeat;
                    return DecodeResult.Ok;
                case ModuleProtocol.ControlAnswerId: return DecodeControl(data, ratedMa, into);
                case ModuleProtocol.QueryAnswerId: return DecodeQuery(data, into);
                default: return DecodeResult.Unknown;
            }
        }

        private static DecodeResult DecodeTerminalPower(byte[] data, ModuleReading into)
        {
            into.Signal = ModuleSignal.TerminalPower;
            int milliVolt = Terminal(data, 0);
            int milliAmpere = Terminal(data, 4);
            into.Milli = milliVolt;
            into.TerminalMa = milliAmpere;
            bool plausible = milliVolt >= 0 && milliVolt <= ModuleProtocol.MostMv && milliAmpere >= 0 && milliAmpere <= ModuleProtocol.MostMa;
            return plausible ? DecodeResult.Ok : DecodeResult.Implausible;
        }

        // A value slightly below zero is measurement noise at zero; a lower one makes the reading unknown.
        private static int Terminal(byte[] data, int at)
        {
            int milli = BigEndian.FloatMilli(data, at);
            return milli < -ModuleProtocol.NoiseMilli ? MeasuredSignal.Unknown : milli < 0 ? 0 : milli;
        }

        private static DecodeResult DecodeControl(byte[] data, int ratedMa, ModuleReading into)
        {
            bool refused = (data[0] & ModuleProtocol.StatusMask) == ModuleProtocol.StatusError;
            into.Raw = BigEndian.U32(data, 4);
            switch (data[1])
            {
                case ModuleProtocol.PowerFunction:
                    into.Signal = ModuleSignal.PowerEcho;
                    into.Power = data[3] == ModuleProtocol.PowerOn ? ModuleReading.On : ModuleReading.Off;
                    return refused ? DecodeResult.Refused : DecodeResult.Ok;
                case ModuleProtocol.VoltageLimitFunction:
                    into.Signal = ModuleSignal.VoltageEcho;
                    return refused ? DecodeResult.Refused : Milli((long)into.Raw * 1000, 0, ModuleProtocol.MostMv, into);
                case ModuleProtocol.CurrentLimitFunction:
                    into.Signal = ModuleSignal.CurrentEcho;
                    return refused ? DecodeResult.Refused : Milli((long)into.Raw * ratedMa, 0, ModuleProtocol.MostMa, into);
                default:
                    return DecodeResult.Unknown;
            }
        }

        private static DecodeResult DecodeQuery(byte[] data, ModuleReading into)
        {
            bool refused = (data[0] & ModuleProtocol.StatusMask) == ModuleProtocol.StatusError;
            uint raw = BigEndian.U32(data, 4);
            into.Raw = raw;
            into.Signal = SignalOf(data[1]);
            if (into.Signal == ModuleSignal.None) return DecodeResult.Unknown;
            if (refused) return DecodeResult.Refused;
            switch (into.Signal)
            {
                case ModuleSignal.Alarms:
                    return DecodeResult.Ok;
                case ModuleSignal.InletTemperature:
                case ModuleSignal.InternalTemperature:
                    return Milli((long)BigEndian.I32(data, 4) * 1000, ModuleProtocol.LeastMilliC, ModuleProtocol.MostMilliC, into);
                case ModuleSignal.OutputCurrent:
                    return Milli((long)raw * 1000, 0, ModuleProtocol.MostMa, into);
                case ModuleSignal.MainsVoltage:
                    return Milli((long)raw * 1000, 0, ModuleProtocol.MostMainsMv, into);
                default:
                    return Milli((long)raw * 1000, 0, ModuleProtocol.MostMv, into);
            }
        }

        private static ModuleSignal SignalOf(byte function)
        {
            switch (function)
            {
                case ModuleProtocol.OutputVoltageFunction: return ModuleSignal.OutputVoltage;
                case ModuleProtocol.OutputCurrentFunction: return ModuleSignal.OutputCurrent;
                case ModuleProtocol.MainsVoltageFunction: return ModuleSignal.MainsVoltage;
                case ModuleProtocol.InletTemperatureFunction: return ModuleSignal.InletTemperature;
                case ModuleProtocol.InternalTemperatureFunction: return ModuleSignal.InternalTemperature;
                case ModuleProtocol.AlarmFunction: return ModuleSignal.Alarms;
                default: return ModuleSignal.None;
            }
        }

        // The shift rounds to nearest for negative values too.
        private static DecodeResult Milli(long scaled, int least, int most, ModuleReading into)
        {
            long milli = (scaled + Half) >> 10;
            into.Milli = milli < least ? MeasuredSignal.Unknown : milli > int.MaxValue ? int.MaxValue : (int)milli;
            return milli < least || milli > most ? DecodeResult.Implausible : DecodeResult.Ok;
        }

        /// <summary>The signal's name, for the log.</summary>
        public static string NameOf(ModuleSignal of)
        {
            switch (of)
            {
                case ModuleSignal.None: return "None";
                case ModuleSignal.TerminalPower: return "TerminalPower";
                case ModuleSignal.TerminalStatus: return "TerminalStatus";
                case ModuleSignal.Heartbeat: return "Heartbeat";
                case ModuleSignal.PowerEcho: return "PowerEcho";
                case ModuleSignal.VoltageEcho: return "VoltageEcho";
                case ModuleSignal.CurrentEcho: return "CurrentEcho";
                case ModuleSignal.OutputVoltage: return "OutputVoltage";
                case ModuleSignal.OutputCurrent: return "OutputCurrent";
                case ModuleSignal.MainsVoltage: return "MainsVoltage";
                case ModuleSignal.InletTemperature: return "InletTemperature";
                case ModuleSignal.InternalTemperature: return "InternalTemperature";
                default: return "Alarms";
            }
        }
    }
}
