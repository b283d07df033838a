using System;

namespace Charger.Can
{
    /// <summary>What a frame of the vehicle reports.</summary>
    public enum BmsSignal
    {
        /// <summary>Not a frame of this bus.</summary>
        None,
        /// <summary>0x1806E5F4: requested voltage and current, and whether charging is permitted.</summary>
        Request,
        /// <summary>0x160B8001: lifetime charge.</summary>
        ChargeCounter,
        /// <summary>0x160D8001: lifetime discharge.</summary>
        DischargeCounter,
        /// <summary>0x18904001: voltage, current and state of charge of the Daly profile.</summary>
        Daly,
    }

    /// <summary>One decoded frame of the vehicle; one object is reused for all frames.</summary>
    public sealed class BmsReading
    {
        /// <summary>Which of the other fields the frame has filled; the rest keep what an earlier frame left there.</summary>
        public BmsSignal Signal;

        /// <summary>Request: Vmax; Daly: pack voltage.</summary>
        public int MilliVolt;

        /// <summary>Request: Imax; Daly: pack current, negative while discharging.</summary>
        public int MilliAmpere;

        /// <summary>d4 of the request, 0 permits; valid also when the values are implausible.</summary>
        public int RefusalBits;

        /// <summary>Request, not profile B: d5 = 01. Nothing acts on it.</summary>
        public bool Heating;

        /// <summary>State of charge in 0.1 %, -1 when the frame has none.</summary>
        public int SocDeciPercent;

        /// <summary>A lifetime counter in mAh.</summary>
        public uint MilliAmpereHours;
    }

    /// <summary>Frames of CAN2 from and to numbers (charger-protocol.md, "CAN2: vehicle BMS"). Pure; writes only into what it is given.</summary>
    public static class BmsCodec
    {
        /// <summary>0x18FF50E5: terminal values in 0.1 V and 0.1 A rounded to nearest, below zero taken as zero, and the flags.</summary>
        public static void EncodeFeedback(byte[] into, int milliVolt, int milliAmpere, int flags)
        {
            Array.Clear(into, 0, BmsProtocol.FrameBytes);
            BigEndian.PutU16(into, 0, Units(milliVolt));
            BigEndian.PutU16(into, 2, Units(milliAmpere));
            into[4] = (byte)flags;
        }

        /// <summary>
        /// Decodes one frame; <paramref name="profile"/> decides what d5 and d6 of the request mean. The values are filled also when they
        /// are implausible.
        /// </summary>
        public static DecodeResult Decode(uint id, byte[] data, int count, VehicleProfile profile, BmsReading into)
        {
            into.Signal = BmsSignal.None;
            if (count != BmsProtocol.FrameBytes) return DecodeResult.WrongLength;
            switch (id)
            {
                case BmsProtocol.RequestId: return DecodeRequest(data, profile, into);
                case BmsProtocol.ChargeCounterId:
                    into.Signal = BmsSignal.ChargeCounter;
                    into.MilliAmpereHours = BigEndian.U32(data, 0);
                    return DecodeResult.Ok;
                case BmsProtocol.DischargeCounterId:
                    into.Signal = BmsSignal.DischargeCounter;
                    into.MilliAmpereHours = BigEndian.U32(data, 0);
                    return DecodeResult.Ok;
                case BmsProtocol.DalyId: return DecodeDaly(data, into);
                default: return DecodeResult.Unknown;
            }
        }

        private static DecodeResult DecodeRequest(byte[] data, VehicleProfile profile, BmsReading into)
        {
            into.Signal = BmsSignal.Request;
            into.MilliVolt = BigEndian.U16(data, 0) * BmsProtocol.MilliPerUnit;
            into.MilliAmpere = BigEndian.U16(data, 2) * BmsProtocol.MilliPerUnit;
            into.RefusalBits = data[4];
            into.Heating = profile != VehicleProfile.B && data[5] == BmsProtocol.Heating;
            into.SocDeciPercent = profile == VehicleProfile.B ? Soc(BigEndian.U16(data, 5)) : -1;
            bool voltageOk = into.RefusalBits != 0 || (into.MilliVolt >= BmsProtocol.LeastMv && into.MilliVolt <= BmsProtocol.MostMv);
            return voltageOk && into.MilliAmpere <= BmsProtocol.MostMa ? DecodeResult.Ok : DecodeResult.Implausible;
        }

        private static DecodeResult DecodeDaly(byte[] data, BmsReading into)
        {
            into.Signal = BmsSignal.Daly;
            into.MilliVolt = BigEndian.U16(data, 0) * BmsProtocol.MilliPerUnit;
            into.MilliAmpere = (BigEndian.U16(data, 4) - BmsProtocol.DalyCurrentZero) * BmsProtocol.MilliPerUnit;
            into.SocDeciPercent = Soc(BigEndian.U16(data, 6));
            bool plausible = into.SocDeciPercent >= 0 && into.MilliVolt <= BmsProtocol.MostMv && into.MilliAmpere <= BmsProtocol.MostMa && into.MilliAmpere >= -BmsProtocol.MostMa;
            return plausible ? DecodeResult.Ok : DecodeResult.Implausible;
        }

        private static int Soc(int deciPercent)
        {
            return deciPercent <= BmsProtocol.FullDeciPercent ? deciPercent : -1;
        }

        private static int Units(int milli)
        {
            if (milli <= 0) return 0;
            if (milli >= ushort.MaxValue * BmsProtocol.MilliPerUnit) return ushort.MaxValue;
            return (milli + BmsProtocol.MilliPerUnit / 2) / BmsProtocol.MilliPerUnit;
        }
    }
}
