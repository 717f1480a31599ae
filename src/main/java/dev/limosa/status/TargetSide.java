package dev.limosa.status;

import dev.limosa.control.ControlView;
import dev.limosa.lag.TargetView;

/** All that the target tells. */
record TargetSide(TargetView view, ControlView control) {}
