namespace Ocpp.Security.Arithmetic
{
    /// <summary>
    /// u G, or u G + v Q, on P-256, in steps of one product of the field each; about 3,600 and 4,500 of them. Its time depends on the
    /// bits of u and v. Heap: about 1.5 KB. Made for one use and released.
    /// </summary>
    internal sealed class PointMultiplier
    {
        private const int Summed = 0;
        private const int SumReady = 1;
        private const int Inverting = 2;
        private const int SumAffine = 3;
        private const int Doubled = 4;
        private const int Added = 5;
        private const int Ready = 6;
        private const int LastInverting = 7;
        private const int LastAffine = 8;
        private const int Done = 9;

        private readonly FieldProgram _run;
        private readonly ModularPower _power;
        private readonly byte[] _double = FieldProgram.Double();
        private readonly byte[] _addBegin = FieldProgram.AddBegin();
        private readonly byte[] _addEnd = FieldProgram.AddEnd();
        private readonly byte[] _toAffine = FieldProgram.ToAffine();
        private readonly uint[] _inverse = CurveP256.Prime();
        private readonly uint[] _one = CurveP256.One();
        private readonly uint[] _gx;
        private readonly uint[] _gy;
        private readonly uint[] _sumX = new uint[CurveP256.Words];
        private readonly uint[] _sumY = new uint[CurveP256.Words];
        private uint[] _qx;
        private uint[] _qy;
        private uint[] _u;
        private uint[] _v;
        private int _stage;
        private int _bit;
        private bool _sumIsInfinite;
        private bool _affine;

        /// <param name="gx">The base point in Montgomery's form.</param>
        public PointMultiplier(Montgomery field, FieldProgram run, uint[] gx, uint[] gy)
        {
            _run = run;
            _gx = gx;
            _gy = gy;
            _power = new ModularPower(field);
            // The power p - 2 is the inverse.
            _inverse[0] -= 2;
        }

        /// <summary>The result is the point at infinity.</summary>
        public bool IsInfinite { get; private set; }

        /// <summary>u G, with Z = 1.</summary>
        public void Begin(uint[] u)
        {
            _u = u;
            _v = null;
            _affine = true;
            BeginLoop();
        }

        /// <summary>u G + v Q, in Jacobian coordinates; Q in Montgomery's form and on the curve.</summary>
        public void Begin(uint[] u, uint[] v, uint[] qx, uint[] qy)
        {
            _u = u;
            _v = v;
            _qx = qx;
            _qy = qy;
            _affine = false;
            SetPoint(_gx, _gy);
            SetOther(qx, qy);
            Run(_addBegin, Summed);
        }

        /// <summary>Does one step; true when it is done: the result is in the registers X, Y and Z.</summary>
        public bool Step()
        {
            if (_stage == Done) return true;
            if (_stage == Inverting || _stage == LastInverting)
            {
                if (!_power.Step()) return false;
                BigWords.Copy(_power.Result, _run[FieldProgram.Inverse]);
                Run(_toAffine, _stage == Inverting ? SumAffine : LastAffine);
                return false;
            }
            if (_run.Step()) Next();
            return _stage == Done;
        }

        private void Next()
        {
            switch (_stage)
            {
                case Summed:
                    AddOrDouble(SumReady);
                    if (!IsInfinite) return;
                    _sumIsInfinite = true;
                    BeginLoop();
                    return;
                case SumReady:
                    Invert(Inverting);
                    return;
                case SumAffine:
                    BigWords.Copy(_run[FieldProgram.X], _sumX);
                    BigWords.Copy(_run[FieldProgram.Y], _sumY);
                    BeginLoop();
                    return;
                case Doubled:
                    if (!Select()) NextBit();
                    return;
                case Added:
                    AddOrDouble(Ready);
                    if (IsInfinite) NextBit();
                    return;
                case Ready:
                    NextBit();
                    return;
                default:
                    _stage = Done;
                    return;
            }
        }

        private void BeginLoop()
        {
            IsInfinite = true;
            _bit = 32 * CurveP256.Words;
            NextBit();
        }

        // While the point is at infinity a bit costs nothing: at most 256 turns in all.
        private void NextBit()
        {
            while (--_bit >= 0)
            {
                if (!IsInfinite)
                {
                    Run(_double, Doubled);
                    return;
                }
                Select();
            }
            if (_affine && !IsInfinite) Invert(LastInverting);
            else _stage = Done;
        }

        // What the bits of this place add: G, Q, both or nothing; false for nothing.
        private bool Select()
        {
            bool g = BigWords.Bit(_u, _bit);
            bool q = _v != null && BigWords.Bit(_v, _bit);
            if (!g && !q) return false;
            if (g && q && _sumIsInfinite) return false;
            uint[] x = g && q ? _sumX : g ? _gx : _qx;
            uint[] y = g && q ? _sumY : g ? _gy : _qy;
            if (IsInfinite)
            {
                SetPoint(x, y);
                IsInfinite = false;
                return true;
            }
            SetOther(x, y);
            Run(_addBegin, Added);
            return true;
        }

        // The same x: the same point, whose sum is its double, or the opposite one, whose sum is infinity.
        private void AddOrDouble(int stage)
        {
            IsInfinite = false;
            if (!BigWords.IsZero(_run[FieldProgram.DifferenceX])) Run(_addEnd, stage);
            else if (BigWords.IsZero(_run[FieldProgram.DifferenceY])) Run(_double, stage);
            else IsInfinite = true;
        }

        private void Invert(int stage)
        {
            uint[] z = _run[FieldProgram.Z];
            _power.Begin(z, z, _inverse);
            _stage = stage;
        }

        private void SetPoint(uint[] x, uint[] y)
        {
            BigWords.Copy(x, _run[FieldProgram.X]);
            BigWords.Copy(y, _run[FieldProgram.Y]);
            BigWords.Copy(_one, _run[FieldProgram.Z]);
        }

        private void SetOther(uint[] x, uint[] y)
        {
            BigWords.Copy(x, _run[FieldProgram.OtherX]);
            BigWords.Copy(y, _run[FieldProgram.OtherY]);
        }

        private void Run(byte[] program, int stage)
        {
            _run.Begin(program);
            _stage = stage;
        }
    }
}
