"""What both front ends may ask of the register. Each service authorises before it acts or shows."""
